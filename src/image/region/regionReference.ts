/** What the model is shown and told about a region. The same marks on the same source always come to the same. */
import type { Box, Mask, Pixels } from '../pixels/pixels.ts';
import { scaleImage } from '../pixels/scale.ts';

/** The colours that a region can be marked in; a model knows them by name. */
const MARKS = { magenta: [255, 0, 255], green: [0, 255, 0] } as const;
export type MarkColor = keyof typeof MARKS;

/** The picture only says where; models look at about this much of it anyway. In px. */
const LONGEST_SIDE = 1024;
/** In px of the picture that is sent. */
const OUTLINE = 3;
const TINT = 0.45;

/**
 * The source once more, with the region tinted and outlined: a further image for the model, which has no other notion of
 * a mask. In the colour that stands out more from what is marked.
 *
 * @param box the box around the mark
 */
export function drawRegionReference(
  source: Pixels,
  mask: Mask,
  box: Box,
): { readonly picture: Pixels; readonly color: MarkColor } {
  const color = standsOut(source, box);
  const picture = smallCopy(source);
  const marked = (x: number, y: number): boolean => {
    const column = Math.floor(((x + 0.5) * mask.width) / picture.width);
    const row = Math.floor(((y + 0.5) * mask.height) / picture.height);
    return (mask.data[row * mask.width + column] ?? 0) !== 0;
  };
  const { width, height, data } = picture;
  const isEdge = (x: number, y: number): boolean => {
    for (let dy = -OUTLINE; dy <= OUTLINE; dy += OUTLINE) {
      for (let dx = -OUTLINE; dx <= OUTLINE; dx += OUTLINE) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || !marked(nx, ny)) return true;
      }
    }
    return false;
  };
  const [red, green, blue] = MARKS[color];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      if (!marked(x, y)) continue;
      const share = isEdge(x, y) ? 1 : TINT;
      data[at] = mixed(data[at], red, share);
      data[at + 1] = mixed(data[at + 1], green, share);
      data[at + 2] = mixed(data[at + 2], blue, share);
      data[at + 3] = 255;
    }
  }
  return { picture, color };
}

/**
 * What is added to the prompt when the reference goes along as the last image. In English whatever the user's language:
 * that is what models follow best.
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
  const factor = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const to = (length: number): number => Math.max(1, Math.round(length * factor));
  return factor === 1
    ? { width, height, data: source.data.slice() }
    : scaleImage(source, to(width), to(height));
}

function standsOut(source: Pixels, box: Box): MarkColor {
  const sums = [0, 0, 0];
  const every = Math.max(1, Math.floor(Math.sqrt((box.width * box.height) / 10_000)));
  for (let y = box.y; y < box.y + box.height; y += every) {
    for (let x = box.x; x < box.x + box.width; x += every) {
      const at = (y * source.width + x) * 4;
      sums[0] = (sums[0] ?? 0) + (source.data[at] ?? 0);
      sums[1] = (sums[1] ?? 0) + (source.data[at + 1] ?? 0);
      sums[2] = (sums[2] ?? 0) + (source.data[at + 2] ?? 0);
    }
  }
  const [red = 0, green = 0, blue = 0] = sums;
  // The two marks are opposites: what is nearer to one is farther from the other.
  return red + blue > 2 * green * 1.2 ? 'green' : 'magenta';
}

function mixed(from = 0, to: number, share: number): number {
  return Math.round(from + (to - from) * share);
}
