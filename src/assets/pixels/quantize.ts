import type { Pixels } from '../../image/pixels/pixels.ts';
import { CHANNELS, colorCells } from './colorCells.ts';
import { distanceTo, fewColors } from './fewColors.ts';

/** How much of a difference the neighbors get. With all of it, plain parts get visible grain. */
const SPREAD = 0.85;

/**
 * Returns an image with fewer colors, each with its own alpha. What the color of a pixel loses, its neighbors get (Floyd and Steinberg,
 * 1976), so that the mean color of a part stays. Alpha isn't spread: its grain would show on every background.
 *
 * Of the libraries, libimagequant has the GPL as its license, and gifenc 1.0.3 has four bits for alpha.
 *
 * @param count 2 to 256
 */
export function quantize(image: Pixels, count: number): Pixels {
  const colors = fewColors(colorCells(image), count).map((sample, index) =>
    index % CHANNELS === 3 ? Math.round(sample) : sample,
  );
  const palette = visibleColors(colors);
  const nearest = nearestColors(colors);
  const { width, height, data: from } = image;
  const data = new Uint8Array(from.length);
  /** What this row and the next one get, with a pixel more at both ends. */
  let [errors, next] = [new Float32Array((width + 2) * 3), new Float32Array((width + 2) * 3)];
  const wanted = new Float32Array(CHANNELS);
  for (let y = 0; y < height; y++) {
    next.fill(0);
    for (let x = 0; x < width; x++) {
      const [at, place] = [(y * width + x) * 4, (x + 1) * 3];
      const alpha = from[at + 3] ?? 0;
      for (let channel = 0; channel < 3; channel++) {
        const sample = ((from[at + channel] ?? 0) * alpha) / 255 + (errors[place + channel] ?? 0);
        wanted[channel] = Math.max(0, Math.min(alpha, sample));
      }
      wanted[3] = alpha;
      const number = nearest(wanted);
      for (let channel = 0; channel < 3; channel++) {
        const lost = ((wanted[channel] ?? 0) - (colors[number * CHANNELS + channel] ?? 0)) * SPREAD;
        spread(errors, next, place + channel, lost / 16);
      }
      data.set(palette.subarray(number * 4, number * 4 + 4), at);
    }
    [errors, next] = [next, errors];
  }
  return { width, height, data };
}

function spread(row: Float32Array, next: Float32Array, at: number, lost: number): void {
  row[at + 3] = (row[at + 3] ?? 0) + lost * 7;
  next[at - 3] = (next[at - 3] ?? 0) + lost * 3;
  next[at] = (next[at] ?? 0) + lost * 5;
  next[at + 3] = (next[at + 3] ?? 0) + lost;
}

/** Returns RGBA. */
function visibleColors(colors: Float32Array): Uint8Array {
  return Uint8Array.from(colors, (sample, index) => {
    if (index % CHANNELS === 3) return sample;
    const alpha = colors[index - (index % CHANNELS) + 3] ?? 0;
    // What can't be seen has no color.
    return alpha === 0 ? 0 : Math.min(255, Math.round((sample * 255) / alpha));
  });
}

/** Returns a function that finds the number of the nearest color. It keeps, for each cell of colors, those that come into question. */
function nearestColors(colors: Float32Array): (color: Float32Array) => number {
  const candidates = new Array<readonly number[] | undefined>(CELLS);
  const all = Array.from({ length: colors.length / CHANNELS }, (_, number) => number);
  return (color) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = color;
    // With one more step for alpha: opaque colors are in cells of their own.
    const cell =
      (((((red >> 3) << 5) | (green >> 3)) << 5) | (blue >> 3)) * 33 + ((alpha + 1) >> 3);
    const near = (candidates[cell] ??= nearCell(colors, all, cell));
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (const number of near) {
      const distance = distanceTo(colors, number, color);
      if (distance < least) [best, least] = [number, distance];
    }
    return best;
  };
}

/** Cells of 8 steps for each channel. */
const CELLS = 32 ** 3 * 33;
/** Half of the longest way through a cell, with the weights of its channels: 8 / 2 × √(0.6 + 1 + 0.4 + 2). */
const CELL_RADIUS = 8;

/** Returns the colors that can be the nearest one for a color of a cell. */
function nearCell(colors: Float32Array, all: readonly number[], cell: number): readonly number[] {
  const [color, alpha] = [Math.floor(cell / 33), cell % 33];
  const middles = [color >> 10, (color >> 5) & 31, color & 31].map((step) => step * 8 + 4);
  const center = Float32Array.of(...middles, Math.min(255, alpha * 8 + 3));
  const distances = all.map((number) => Math.sqrt(distanceTo(colors, number, center)));
  const most = Math.min(...distances) + 2 * CELL_RADIUS;
  return all.filter((number) => (distances[number] ?? 0) <= most);
}
