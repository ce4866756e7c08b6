/**
 * Tells the model which region to edit: by an extra image with the region tinted, and by a sentence in the prompt. The same
 * marks on the same source always give the same bytes.
 */
import type { Box, Mask, Pixels } from '../pixels/pixels.ts';
import { scaleImage } from '../pixels/scale.ts';

/** The colors that mark a region. Models know them by name. */
const MARK_COLORS = { magenta: [255, 0, 255], green: [0, 255, 0] } as const;
export type MarkColor = keyof typeof MARK_COLORS;

/** In px. The image only shows where to work, and models look at about this much of it. */
const MAX_REFERENCE_SIDE = 1024;
/** In px of the reference image. */
const OUTLINE = 3;
const TINT = 0.45;
/** A mean color needs no more samples. */
const MAX_SAMPLES = 10_000;

/**
 * Draws the source again with the region tinted and outlined: an extra image for the model, since the API has no masks.
 * Picks the mark color that stands out more from what is marked.
 *
 * @param box the box around the mark
 */
export function drawRegionReference(
  source: Pixels,
  mask: Mask,
  box: Box,
): { readonly drawing: Pixels; readonly color: MarkColor } {
  const color = chooseMarkColor(source, box);
  const drawing = smallCopy(source);
  const isMarked = (x: number, y: number): boolean => {
    const column = Math.floor(((x + 0.5) * mask.width) / drawing.width);
    const row = Math.floor(((y + 0.5) * mask.height) / drawing.height);
    return (mask.data[row * mask.width + column] ?? 0) !== 0;
  };
  const { width, height, data } = drawing;
  const isEdge = (x: number, y: number): boolean => {
    for (let dy = -OUTLINE; dy <= OUTLINE; dy += OUTLINE) {
      for (let dx = -OUTLINE; dx <= OUTLINE; dx += OUTLINE) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || !isMarked(nx, ny)) return true;
      }
    }
    return false;
  };
  const [red, green, blue] = MARK_COLORS[color];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      if (!isMarked(x, y)) continue;
      const share = isEdge(x, y) ? 1 : TINT;
      data[at] = mix(data[at], red, share);
      data[at + 1] = mix(data[at + 1], green, share);
      data[at + 2] = mix(data[at + 2], blue, share);
      data[at + 3] = 255;
    }
  }
  return { drawing, color };
}

/**
 * Returns the sentences that follow the user's prompt when the region reference is the last image. They are in English for
 * every user, because models follow it best.
 */
export function regionInstruction(color: MarkColor): string {
  return [
    `The last image is the first image again, with one area tinted and outlined in ${color}.`,
    'It only shows where to work. Change the first image inside that area and nowhere else:',
    'keep its framing, size, colors and everything outside the area exactly as they are.',
    `Return the whole edited first image, without the ${color} tint or outline.`,
  ].join(' ');
}

function smallCopy(source: Pixels): Pixels {
  const { width, height } = source;
  const factor = Math.min(1, MAX_REFERENCE_SIDE / Math.max(width, height));
  const scale = (length: number): number => Math.max(1, Math.round(length * factor));
  return factor === 1
    ? { width, height, data: source.data.slice() }
    : scaleImage(source, scale(width), scale(height));
}

function chooseMarkColor(source: Pixels, box: Box): MarkColor {
  let [red, green, blue] = [0, 0, 0];
  const step = Math.max(1, Math.floor(Math.sqrt((box.width * box.height) / MAX_SAMPLES)));
  for (let y = box.y; y < box.y + box.height; y += step) {
    for (let x = box.x; x < box.x + box.width; x += step) {
      const at = (y * source.width + x) * 4;
      red += source.data[at] ?? 0;
      green += source.data[at + 1] ?? 0;
      blue += source.data[at + 2] ?? 0;
    }
  }
  // Magenta and green are complementary: a color near one is far from the other. In doubt, magenta.
  return red + blue > 2 * green * 1.2 ? 'green' : 'magenta';
}

function mix(from = 0, to: number, share: number): number {
  return Math.round(from + (to - from) * share);
}
