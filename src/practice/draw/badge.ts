import { INK, WHITE } from './colorWords.ts';
import { drawable, drawText, textSize } from './font.ts';
import { fillRect, type Raster } from './paint.ts';

const WORD = 'PRACTICE';

/**
 * Says on the picture that no AI made it: "PRACTICE" and as much of `caption` as fits, in place, at
 * the lower left, off the edges so that corners keep their colour. A picture too small for the word
 * gets a dark mark, one below 12 px nothing.
 */
export function badge(image: Raster, caption: string): void {
  const short = Math.min(image.width, image.height);
  if (short < 12) return;
  const scale = Math.max(1, Math.round(short / 400));
  const margin = Math.max(2, Math.round(short / 48));
  const padding = 3 * scale;
  const most = image.width - 2 * (margin + padding);
  const text = fitting(`${WORD}  ${drawable(caption)}`.trim(), most, scale);
  const size = text === '' ? { width: 0, height: 0 } : textSize(text, scale);
  const height = size.height + 2 * padding;
  const top = image.height - margin - height;
  fillRect(image, [margin, top, size.width + 2 * padding, height], [INK[0], INK[1], INK[2], 235]);
  drawText(image, text, { left: margin + padding, top: top + padding, scale }, WHITE);
}

/** The longest run of whole words that fits; the empty text if not even the first does. */
function fitting(text: string, width: number, scale: number): string {
  let end = text.length;
  while (end > 0 && textSize(text.slice(0, end), scale).width > width) {
    end = text.lastIndexOf(' ', end - 1);
  }
  return text.slice(0, Math.max(0, end)).trimEnd();
}
