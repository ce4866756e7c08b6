/** Smaller copies of two pictures, in which they are compared. */
import type { Mask, Pixels } from '../pixels/pixels.ts';

/** Brightness of every pixel, 0 to 255, of a picture or of a smaller copy of it. */
export interface Luminance {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
  /** Px of the picture for one of the copy. */
  readonly step: number;
}

/** What a placement is judged by at one size. */
export interface Level {
  /** Px of the source for one of its copy. */
  readonly step: number;
  /** Points of the source outside the mask, in px: x and y in turn. */
  readonly points: Float32Array;
  /** The source's luminance at each of them. */
  readonly light: Float32Array;
  readonly result: Luminance;
}

/** Enough points to tell a place, few enough to try thousands of places. */
const MOST_POINTS = 12_000;

/**
 * Brightness in a copy that is at most about `side` px long: means over squares of whole pixels. Rec. 601 luma, as JPEG
 * has it; what is transparent counts as it looks on gray.
 */
export function computeLuminance({ width, height, data }: Pixels, side: number): Luminance {
  return means(width, height, stepFor(width, height, side), 1, (at) => {
    const from = at * 4;
    const luma =
      0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
    return 128 + ((luma - 128) * (data[from + 3] ?? 0)) / 255;
  });
}

function smaller({ width, height, data, step }: Luminance, side: number): Luminance {
  return means(width, height, stepFor(width, height, side), step, (at) => data[at] ?? 0);
}

function stepFor(width: number, height: number, side: number): number {
  return Math.max(1, Math.round(Math.max(width, height) / side));
}

/** @param side the copies' longest side, about, in px; a smaller picture stays as it is */
export function createLevel(source: Luminance, result: Luminance, mask: Mask, side: number): Level {
  const small = smaller(source, side);
  const { step } = small;
  const free: number[] = [];
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      // Copies are whole divisions of the picture, so no pixel of the mask hides between two samples.
      if (isFree(mask, x * step, y * step, step)) free.push(y * small.width + x);
    }
  }
  const every = Math.max(1, free.length / MOST_POINTS);
  const count = Math.floor(free.length / every);
  const points = new Float32Array(count * 2);
  const light = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = free[Math.floor(i * every)] ?? 0;
    points[2 * i] = ((at % small.width) + 0.5) * step;
    points[2 * i + 1] = (Math.floor(at / small.width) + 0.5) * step;
    light[i] = small.data[at] ?? 0;
  }
  return { step, points, light, result: smaller(result, side) };
}

function isFree({ width, height, data }: Mask, left: number, top: number, size: number): boolean {
  const right = Math.min(width, left + size);
  const bottom = Math.min(height, top + size);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (data[y * width + x] !== 0) return false;
    }
  }
  return true;
}

function means(
  fullWidth: number,
  fullHeight: number,
  by: number,
  step: number,
  value: (at: number) => number,
): Luminance {
  const width = Math.ceil(fullWidth / by);
  const height = Math.ceil(fullHeight / by);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const bottom = Math.min(fullHeight, (y + 1) * by);
    for (let x = 0; x < width; x++) {
      const right = Math.min(fullWidth, (x + 1) * by);
      let sum = 0;
      for (let row = y * by; row < bottom; row++) {
        for (let column = x * by; column < right; column++) sum += value(row * fullWidth + column);
      }
      data[y * width + x] = sum / ((right - x * by) * (bottom - y * by));
    }
  }
  return { width, height, data, step: step * by };
}

/** The luminance at a point of the picture, in px, between the four nearest; -1 outside of it. */
export function sampleLuminance(
  { width, height, data, step }: Luminance,
  x: number,
  y: number,
): number {
  const px = x / step - 0.5;
  const py = y / step - 0.5;
  if (px < -0.5 || py < -0.5 || px > width - 0.5 || py > height - 0.5) return -1;
  const left = Math.max(0, Math.floor(px));
  const top = Math.max(0, Math.floor(py));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const across = Math.max(0, px - left);
  const down = Math.max(0, py - top);
  const above = mean(data[top * width + left], data[top * width + right], across);
  const below = mean(data[bottom * width + left], data[bottom * width + right], across);
  return above + (below - above) * down;
}

function mean(a = 0, b = 0, share: number): number {
  return a + (b - a) * share;
}
