import type { Pixels } from '../../image/pixels/pixels.ts';
import { decodeEightBits } from '../../image/decode/decodeImage.ts';
import { excess, hueOf } from '../matte/keyColor.ts';
import type { Color } from '../pixels/color.ts';

/** A color that a model paints around a subject, so that it can be removed. */
export interface KeyColor {
  /** What the prompt calls it. */
  readonly name: 'green' | 'magenta' | 'blue';
  readonly color: Color;
}

export const GREEN: KeyColor = { name: 'green', color: [0, 255, 0] };
export const MAGENTA: KeyColor = { name: 'magenta', color: [255, 0, 255] };
export const BLUE: KeyColor = { name: 'blue', color: [0, 0, 255] };
/** The best first. Each is far from gray, and green has the most light, which JPEG keeps best. */
const KEY_COLORS: readonly KeyColor[] = [GREEN, MAGENTA, BLUE];

export interface HueInput {
  /** An image file that Easel decodes. */
  readonly file: Uint8Array;
}

/** How much of each key color's hue an image has, 0 to 255, in the order of the key colors. */
export type KeyHues = readonly number[];

/** Measures the hues of one image: many at once would take gigabytes. @throws CheckError `no-pixels` */
export async function measureKeyHues({ file }: HueInput): Promise<KeyHues> {
  const image = await decodeEightBits(file);
  return KEY_COLORS.map(({ color }) => strongestExcess(image, color));
}

/** An excess up to this is grain. */
const NO_EXCESS = 12;

/** Returns the key color that is farthest from the colors of all images. */
export function farthestKey(images: readonly KeyHues[]): KeyColor {
  const strongest = KEY_COLORS.map((_, key) =>
    Math.max(0, ...images.map((hues) => hues[key] ?? 0)),
  );
  const least = Math.max(NO_EXCESS, Math.min(...strongest));
  return KEY_COLORS[strongest.findIndex((value) => value <= least)] ?? GREEN;
}

const MAX_SAMPLES = 60_000;
/** Returns how much of a key's hue the colors of an image have. A few pixels decide nothing, and transparent ones don't count. */
function strongestExcess({ width, height, data }: Pixels, color: Color): number {
  const hue = hueOf(color);
  if (hue === undefined) return 255;
  const counts = new Uint32Array(256);
  let all = 0;
  const step = 4 * Math.max(1, Math.floor((width * height) / MAX_SAMPLES));
  for (let at = 0; at < data.length; at += step) {
    if ((data[at + 3] ?? 0) < 128) continue;
    const own = excess(hue, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    const value = Math.max(0, own);
    counts[value] = (counts[value] ?? 0) + 1;
    all++;
  }
  let sum = 0;
  return Math.max(
    0,
    counts.findIndex((count) => (sum += count) >= all * 0.99),
  );
}
