import type { Pixels } from '../../image/pixels/pixels.ts';

/** A color, 0 to 255 each. */
export type Color = readonly [red: number, green: number, blue: number];

/** A color that a subject is painted on, so that it can be removed. The name is what the prompt calls it. */
export interface KeyColor {
  readonly name: 'green' | 'magenta' | 'blue';
  readonly color: Color;
}

const FIRST_KEY: KeyColor = { name: 'green', color: [0, 255, 0] };
/** The best first. Each one is far from gray, and green has the most light, which JPEG keeps best. */
export const KEY_COLORS: readonly KeyColor[] = [
  FIRST_KEY,
  { name: 'magenta', color: [255, 0, 255] },
  { name: 'blue', color: [0, 0, 255] },
];

/** Measures how strongly a color has the hue of a key. */
export interface Hue {
  /** The channels in which the key is bright, and those in which it is dark. Neither is empty. */
  readonly bright: readonly number[];
  readonly dark: readonly number[];
}

/** Returns the hue of a key color; undefined if it is too close to gray to tell a subject from it. @param color as it was painted */
export function hueOf(color: Color): Hue | undefined {
  const order = [0, 1, 2].sort((a, b) => (color[b] ?? 0) - (color[a] ?? 0));
  const at = (index: number) => color[order[index] ?? 0] ?? 0;
  const [first, second] = [at(0) - at(1), at(1) - at(2)];
  if (Math.max(first, second) < MIN_EXCESS) return undefined;
  const cut = first >= second ? 1 : 2;
  return { bright: order.slice(0, cut), dark: order.slice(cut) };
}

const MAX_SAMPLES = 60_000;

/** With less, grain and compression look like changes of alpha. */
const MIN_EXCESS = 56;

/**
 * Returns how much more light a color has in the bright channels of a key than in its dark ones: 0 for gray, less for the opposite
 * hue. Mixing a gray subject with the key changes it in proportion, which is how color-difference keyers work (Petro Vlahos,
 * US patent 3,595,987).
 */
export function excess({ bright, dark }: Hue, red: number, green: number, blue: number): number {
  const value = (channel: number) => (channel === 0 ? red : channel === 1 ? green : blue);
  let low = 255;
  for (const channel of bright) low = Math.min(low, value(channel));
  let high = 0;
  for (const channel of dark) high = Math.max(high, value(channel));
  return low - high;
}

/** An excess up to this is grain. */
const NO_EXCESS = 12;

/**
 * Returns the key color that is farthest from the colors of a picture.
 *
 * @param image its transparent pixels don't count
 */
export function chooseKeyColor({ width, height, data }: Pixels): KeyColor {
  const step = Math.max(1, Math.floor((width * height) / MAX_SAMPLES));
  const hues = KEY_COLORS.map(({ color }) => hueOf(color));
  const found = KEY_COLORS.map(() => new Uint32Array(256));
  let count = 0;
  for (let at = 0; at < data.length; at += step * 4) {
    if ((data[at + 3] ?? 0) < 128) continue;
    count++;
    for (const [index, hue] of hues.entries()) {
      const own = hue && excess(hue, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      const counts = found[index];
      const value = Math.max(0, own ?? 255);
      if (counts) counts[value] = (counts[value] ?? 0) + 1;
    }
  }
  // A few pixels of the hue decide nothing.
  const strongest = found.map((counts) => percentile(counts, count * 0.99));
  const least = Math.min(...strongest);
  const index = strongest.findIndex((value) => value <= Math.max(least, NO_EXCESS));
  return KEY_COLORS[index] ?? FIRST_KEY;
}

function percentile(counts: Uint32Array, rank: number): number {
  let sum = 0;
  for (const [value, count] of counts.entries()) {
    sum += count;
    if (sum >= rank) return value;
  }
  return 0;
}
