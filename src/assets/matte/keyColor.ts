import type { Color } from '../pixels/color.ts';

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
