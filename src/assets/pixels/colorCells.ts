import type { Pixels } from '../../image/pixels/pixels.ts';

/** Samples of a color: red, green, blue, each weighted by alpha so that hidden colors don't count, and alpha. */
export const CHANNELS = 4;
/** How much a difference of a channel matters: the eye sees green best, and alpha changes all colors. */
export const WEIGHTS = [0.6, 1, 0.4, 2] as const;

/** The colors of an image, with similar ones as one. */
export interface Cells {
  readonly count: number;
  /** The mean color of each cell. */
  readonly colors: Float32Array;
  /** How many pixels each cell has. */
  readonly pixels: Float32Array;
}

/** Choosing among more takes seconds. */
const MAX_CELLS = 8192;
/** Bits for each channel of a cell. The last ones are used for images with very many colors. */
const PRECISIONS = [8, 7, 6] as const;
const MIN_PRECISION = 5;

/** Puts the pixels of an image into cells that are as small as the number of its colors allows. */
export function colorCells(image: Pixels): Cells {
  for (const bits of PRECISIONS) {
    const cells = cellsOf(image, bits, MAX_CELLS);
    if (cells !== undefined) return cells;
  }
  return cellsOf(image, MIN_PRECISION, Number.POSITIVE_INFINITY) ?? emptyCells();
}

function emptyCells(): Cells {
  return { count: 0, colors: new Float32Array(), pixels: new Float32Array() };
}

/** @returns undefined if there are more cells than `most` */
function cellsOf({ data }: Pixels, bits: number, most: number): Cells | undefined {
  const coarse = 8 - bits;
  const places = new Map<number, number>();
  const [sums, pixels]: [number[], number[]] = [[], []];
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    const share = alpha / 255;
    const red = (data[at] ?? 0) * share;
    const green = (data[at + 1] ?? 0) * share;
    const blue = (data[at + 2] ?? 0) * share;
    const color = ((((red >> coarse) << bits) | (green >> coarse)) << bits) | (blue >> coarse);
    // One more step than there are, so that opaque colors are in cells of their own.
    const cell = color * 257 + ((alpha + 1) >> coarse);
    let place = places.get(cell);
    if (place === undefined) {
      place = pixels.length;
      if (place === most) return undefined;
      places.set(cell, place);
      pixels.push(0);
      sums.push(0, 0, 0, 0);
    }
    pixels[place] = (pixels[place] ?? 0) + 1;
    const to = place * CHANNELS;
    sums[to] = (sums[to] ?? 0) + red;
    sums[to + 1] = (sums[to + 1] ?? 0) + green;
    sums[to + 2] = (sums[to + 2] ?? 0) + blue;
    sums[to + 3] = (sums[to + 3] ?? 0) + alpha;
  }
  const colors = Float32Array.from(sums, (sum, index) => sum / (pixels[index >> 2] ?? 1));
  return { count: pixels.length, colors, pixels: Float32Array.from(pixels) };
}
