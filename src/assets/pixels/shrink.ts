import type { Pixels } from '../../image/pixels/pixels.ts';
import { LIGHT, valueOf } from './light.ts';

/**
 * Makes an image smaller by a whole number: each pixel becomes the mean light of a block. Several times as fast as a Lanczos filter, and
 * less sharp, so it is for images that get smaller again. Blocks at the right and lower edge can be smaller.
 *
 * @param factor of each side
 */
export function shrinkPixels(image: Pixels, factor: number): Pixels {
  const { data: from, width: line } = image;
  const [width, height] = [Math.ceil(line / factor), Math.ceil(image.height / factor)];
  const data = new Uint8Array(width * height * 4);
  // Red, green, blue, and alpha of each block.
  const sums = new Float32Array(width * 4);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    const rows = Math.min(factor, image.height - y * factor);
    for (let row = 0; row < rows; row++) {
      const first = (y * factor + row) * line * 4;
      addRow(from.subarray(first, first + line * 4), sums, factor);
    }
    const into = data.subarray(y * width * 4, (y + 1) * width * 4);
    writeMeans(sums, into, rows * factor);
    const lastColumns = line - (width - 1) * factor;
    writeMeans(sums.subarray(-4), into.subarray(-4), rows * lastColumns);
  }
  return { width, height, data };
}

/** Adds the light of a row of pixels to its blocks. */
function addRow(row: Uint8Array, sums: Float32Array, factor: number): void {
  const block = factor * 4;
  for (let start = 0, to = 0; start < row.length; start += block, to += 4) {
    const end = Math.min(start + block, row.length);
    let [red, green, blue, alphas] = [0, 0, 0, 0];
    for (let at = start; at < end; at += 4) {
      const alpha = (row[at + 3] ?? 0) / 255;
      red += alpha * (LIGHT[row[at] ?? 0] ?? 0);
      green += alpha * (LIGHT[row[at + 1] ?? 0] ?? 0);
      blue += alpha * (LIGHT[row[at + 2] ?? 0] ?? 0);
      alphas += alpha;
    }
    sums[to] = (sums[to] ?? 0) + red;
    sums[to + 1] = (sums[to + 1] ?? 0) + green;
    sums[to + 2] = (sums[to + 2] ?? 0) + blue;
    sums[to + 3] = (sums[to + 3] ?? 0) + alphas;
  }
}

/** @param count how many pixels a block has */
function writeMeans(sums: Float32Array, into: Uint8Array, count: number): void {
  for (let at = 0; at < into.length; at += 4) {
    const alpha = sums[at + 3] ?? 0;
    const opacity = Math.min(255, Math.round((alpha / count) * 255));
    // What can't be seen has no color, so that it compresses well.
    if (opacity === 0) continue;
    into[at] = valueOf((sums[at] ?? 0) / alpha);
    into[at + 1] = valueOf((sums[at + 1] ?? 0) / alpha);
    into[at + 2] = valueOf((sums[at + 2] ?? 0) / alpha);
    into[at + 3] = opacity;
  }
}
