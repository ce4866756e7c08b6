/** Test scenes with detail everywhere, which can be drawn at any place, zoom and size. */
import type { Pixels } from '../../../src/image/pixels/pixels.ts';
import { pixels } from './images.ts';

/** Red, green, blue: 0 to 255, with fractions. */
export type Color = readonly [number, number, number];

/** Returns a repeatable random number generator, 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a scene of overlapping soft discs, as a function of the place: x and y from 0 to 1. */
export function scene(seed: number): (x: number, y: number) => Color {
  const random = createRandom(seed);
  const discs = Array.from({ length: 24 }, () => ({
    x: random(), y: random(), r: 0.03 + random() * 0.15,
    color: [random() * 255, random() * 255, random() * 255] as const,
  })); // prettier-ignore
  return (x, y) => {
    let color: Color = [90 + 80 * x, 110 + 60 * y, 130];
    for (const disc of discs) {
      const distance = Math.hypot(x - disc.x, y - disc.y) / disc.r;
      const share = Math.min(1, Math.max(0, (1 - distance) * 6));
      color = [0, 1, 2].map((i) => color[i]! + (disc.color[i]! - color[i]!) * share) as never;
    }
    return color;
  };
}

/** Draws opaque pixels. Sizes and places in px; colors are rounded. */
export function draw(
  width: number,
  height: number,
  color: (x: number, y: number) => Color,
): Pixels {
  const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  const paint = (x: number, y: number) => color(x, y).map(clamp) as [number, number, number];
  return { width, height, data: pixels(width, height, paint) };
}
