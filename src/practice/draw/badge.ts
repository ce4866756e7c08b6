import type { Pixels } from '../../image/pixels/pixels.ts';
import { INK, WHITE } from './colorWords.ts';
import { drawText, textSize, toDrawable } from './font.ts';
import { fillRect } from './paint.ts';

const WORD = 'PRACTICE';
const NOTHING = { width: 0, height: 0 };
/** In px: a smaller image gets no badge. */
const MIN_SIDE = 12;

/**
 * Paints "PRACTICE" at the lower left of an image, in place, so that it does not pass for the work of an AI. Adds as many
 * whole words of `caption` as fit. Keeps off the edges, so that corners keep their color. If not even the first word fits,
 * the badge is a dark mark without text.
 *
 * @param cropped shares of the sides that will be cropped, at both ends together
 */
export function drawBadge(image: Pixels, caption: string, cropped = NOTHING): void {
  const shortSide = Math.min(image.width, image.height);
  if (shortSide < MIN_SIDE) return;
  const scale = Math.max(1, Math.round(shortSide / 400));
  const margin = Math.max(2, Math.round(shortSide / 48));
  const padding = 3 * scale;
  const left = margin + Math.ceil((image.width * cropped.width) / 2);
  const bottom = margin + Math.ceil((image.height * cropped.height) / 2);
  const maxWidth = image.width - 2 * (left + padding);
  const text = fitWords(`${WORD}  ${toDrawable(caption)}`.trim(), maxWidth, scale);
  const size = text === '' ? { width: 0, height: 0 } : textSize(text, scale);
  const height = size.height + 2 * padding;
  const top = image.height - bottom - height;
  fillRect(image, [left, top, size.width + 2 * padding, height], [INK[0], INK[1], INK[2], 235]);
  drawText(image, text, { left: left + padding, top: top + padding, scale }, WHITE);
}

/** Returns as many whole words from the start as fit into `width` px; an empty text if not even the first one does. */
function fitWords(text: string, width: number, scale: number): string {
  let end = text.length;
  while (end > 0 && textSize(text.slice(0, end), scale).width > width) {
    end = text.lastIndexOf(' ', end - 1);
  }
  return text.slice(0, Math.max(0, end)).trimEnd();
}
