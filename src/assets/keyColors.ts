import type { Pixels } from '../image/pixels/pixels.ts';
import { decodeEightBits } from '../image/decode/decodeImage.ts';
import { excess, hueOf } from './matte/keyColor.ts';
import type { Color } from './pixels/color.ts';

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

export interface KeyColorInput {
  /** Image files that Easel decodes, at least one. */
  readonly files: readonly Uint8Array[];
}

/** Returns the key color that is farthest from the colors of images. @throws CheckError `no-pixels` */
export async function chooseKeyColor({ files }: KeyColorInput): Promise<KeyColor> {
  const images: Pixels[] = [];
  for (const file of files) images.push(await decodeEightBits(file));
  return farthestKey(images);
}

const MAX_SAMPLES = 60_000;
/** An excess up to this is grain. */
const NO_EXCESS = 12;

/** @param images their transparent pixels don't count */
export function farthestKey(images: readonly Pixels[]): KeyColor {
  const strongest = KEY_COLORS.map(({ color }) => strongestExcess(images, color));
  const least = Math.max(NO_EXCESS, Math.min(...strongest));
  return KEY_COLORS[strongest.findIndex((value) => value <= least)] ?? GREEN;
}

/** Returns how much of a key's hue the colors of images have, 0 to 255. A few pixels decide nothing. */
function strongestExcess(images: readonly Pixels[], color: Color): number {
  const hue = hueOf(color);
  if (hue === undefined) return 255;
  const counts = new Uint32Array(256);
  let all = 0;
  for (const { width, height, data } of images) {
    const step = 4 * Math.max(1, Math.floor((width * height) / MAX_SAMPLES));
    for (let at = 0; at < data.length; at += step) {
      if ((data[at + 3] ?? 0) < 128) continue;
      const own = excess(hue, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      const value = Math.max(0, own);
      counts[value] = (counts[value] ?? 0) + 1;
      all++;
    }
  }
  let sum = 0;
  return Math.max(
    0,
    counts.findIndex((count) => (sum += count) >= all * 0.99),
  );
}
