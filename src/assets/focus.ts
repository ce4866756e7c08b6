import type { Pixels } from '../image/pixels/pixels.ts';
import { layOut, type Size } from './layout.ts';
import { shrinkPixels } from './pixels/shrink.ts';
import { fitOf, type Point, type Recipe } from './recipe.ts';

/** The longer side in px of the image that is looked at. Finer detail says nothing about where the subject is. */
const SEEN_SIDE = 256;

/** Returns what a crop keeps in its middle; undefined for the middle of the image. */
export function focusOf(image: Pixels, recipe: Recipe): Point | undefined {
  const { focus, width, height } = recipe;
  if (focus !== 'content') return focus;
  const isCropped = fitOf(recipe) === 'cover' && width !== undefined && height !== undefined;
  return isCropped ? contentFocus(image, { width, height }) : undefined;
}

/**
 * Returns the middle of the part of an image that has the most to see: edges, and colors that the image has little of. Detail near the
 * middle of the part counts more, so a subject that is smaller than the part gets into its middle.
 *
 * @param size only its ratio counts
 */
export function contentFocus(image: Pixels, size: Size): Point {
  const factor = Math.ceil(Math.max(image.width, image.height) / SEEN_SIDE);
  const seen = factor > 1 ? shrinkPixels(image, factor) : image;
  const { columns, rows } = interest(seen);
  const { crop } = layOut(seen, size, 'cover');
  return { x: bestMiddle(columns, crop.width), y: bestMiddle(rows, crop.height) };
}

/** Returns how much there is to see in each column and each row. */
function interest({ width, height, data }: Pixels) {
  const [columns, rows] = [new Float64Array(width), new Float64Array(height)];
  const mean = meanOf(data);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const left = x > 0 ? at - 4 : at;
      const above = y > 0 ? at - width * 4 : at;
      let seen = 0;
      for (let channel = 0; channel < 4; channel++) {
        const sample = visible(data, at, channel);
        seen += Math.abs(sample - visible(data, left, channel));
        seen += Math.abs(sample - visible(data, above, channel));
        seen += Math.abs(sample - (mean[channel] ?? 0));
      }
      columns[x] = (columns[x] ?? 0) + seen;
      rows[y] = (rows[y] ?? 0) + seen;
    }
  }
  return { columns, rows };
}

/** Returns a sample as it looks on black: what transparency hides doesn't count. */
function visible(data: Uint8Array, at: number, channel: number): number {
  const sample = data[at + channel] ?? 0;
  return channel === 3 ? sample : (sample * (data[at + 3] ?? 0)) / 255;
}

function meanOf(data: Uint8Array): readonly number[] {
  const sums = [0, 0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    for (let channel = 0; channel < 4; channel++) {
      sums[channel] = (sums[channel] ?? 0) + visible(data, at, channel);
    }
  }
  return sums.map((sum) => (sum * 4) / data.length);
}

/**
 * Returns the middle of the best part of a line, as a share of the line.
 *
 * @param length of the part in px
 */
function bestMiddle(line: Float64Array, length: number): number {
  const weights = Array.from({ length }, (_, at) => 1 - ((2 * at + 1 - length) / length) ** 2);
  const scores = Array.from({ length: line.length - length + 1 }, (_, start) =>
    weights.reduce((sum, weight, at) => sum + weight * (line[start + at] ?? 0), 0),
  );
  const most = Math.max(...scores);
  // Of parts that are as good, the one in the middle: a plain image is cropped as without a focus.
  const best = scores.flatMap((score, start) => (score >= most * (1 - 1e-9) ? [start] : []));
  const start = best[best.length >> 1] ?? 0;
  return (start + length / 2) / line.length;
}
