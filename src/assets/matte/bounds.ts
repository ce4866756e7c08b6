import type { Pixels } from '../../image/pixels/pixels.ts';
import { excess, type Hue } from './keyColor.ts';
import type { Surround } from './surround.ts';

/** The alpha of each pixel, 0 to 1, row by row. */
export type Alpha = Float32Array;

/** A row of the surrounding color: red, green, and blue. */
export type KeyRow = readonly [Float32Array, Float32Array, Float32Array];

export function createKeyRow(width: number): KeyRow {
  return [new Float32Array(width), new Float32Array(width), new Float32Array(width)];
}

export function readKeyRow({ surfaces }: Surround, y: number, into: KeyRow): void {
  for (const [channel, row] of into.entries()) surfaces[channel]?.row(y, row);
}

/** A pixel's color and the background's color at its place. One object for all pixels, because there are millions. */
export interface PixelPair {
  red: number;
  green: number;
  blue: number;
  keyRed: number;
  keyGreen: number;
  keyBlue: number;
}

/** Visits all pixels with the background's color. The pair is the same object each time. */
export function forEachPair(
  { width, height, data }: Pixels,
  surround: Surround,
  visit: (pair: PixelPair, at: number, x: number, y: number) => void,
): void {
  const row = createKeyRow(width);
  const pair: PixelPair = { red: 0, green: 0, blue: 0, keyRed: 0, keyGreen: 0, keyBlue: 0 };
  for (let y = 0, at = 0; y < height; y++) {
    readKeyRow(surround, y, row);
    for (let x = 0; x < width; x++, at++) {
      pair.red = data[at * 4] ?? 0;
      pair.green = data[at * 4 + 1] ?? 0;
      pair.blue = data[at * 4 + 2] ?? 0;
      pair.keyRed = row[0][x] ?? 0;
      pair.keyGreen = row[1][x] ?? 0;
      pair.keyBlue = row[2][x] ?? 0;
      visit(pair, at, x, y);
    }
  }
}

/** Returns how opaque each pixel can be at most: a subject without the key's hue takes it away in proportion. */
export function hueBound(image: Pixels, surround: Surround, hue: Hue): Alpha {
  const bound = new Float32Array(image.width * image.height);
  forEachPair(image, surround, ({ red, green, blue, keyRed, keyGreen, keyBlue }, at) => {
    const key = excess(hue, keyRed, keyGreen, keyBlue);
    const own = excess(hue, red, green, blue);
    bound[at] = Math.min(1, Math.max(0, 1 - own / Math.max(1, key)));
  });
  return bound;
}

/** Returns how opaque each pixel must be at least: no subject is darker than black or brighter than white. */
export function rangeBound(image: Pixels, surround: Surround): Alpha {
  const bound = new Float32Array(image.width * image.height);
  forEachPair(image, surround, ({ red, green, blue, keyRed, keyGreen, keyBlue }, at) => {
    bound[at] = Math.max(
      leastAlpha(red - keyRed, keyRed),
      leastAlpha(green - keyGreen, keyGreen),
      leastAlpha(blue - keyBlue, keyBlue),
    );
  });
  return bound;
}

/** The alpha with which black or white would cause a difference in a channel. */
function leastAlpha(difference: number, key: number): number {
  return difference > 0 ? difference / Math.max(1, 255 - key) : -difference / Math.max(1, key);
}
