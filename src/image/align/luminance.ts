/** Brightness of two images in smaller copies, at which `align` compares them. */
import { luma, type Mask, type Pixels } from '../pixels/pixels.ts';

/** The brightness of every pixel of an image or of a smaller copy, 0 to 255, row by row. */
export interface Luminance {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
  /** Px of the image per px of the copy. */
  readonly step: number;
}

/** The points at which placements are rated, for one size of the copies. */
export interface Level {
  /** Px of the source per px of its copy. */
  readonly step: number;
  /** Points of the source outside the mask in px: x and y alternate. */
  readonly points: Float32Array;
  /** The source's luminance at each point. */
  readonly light: Float32Array;
  readonly result: Luminance;
}

/** Enough points to recognize a place, few enough to rate thousands of placements. */
const MAX_POINTS = 12_000;

/**
 * Computes the luminance of a copy whose longest side is about `side` px at most: means over squares of whole pixels.
 * Transparent pixels count as they look on gray.
 */
export function computeLuminance({ width, height, data }: Pixels, side: number): Luminance {
  return averageSquares({ width, height, step: 1 }, stepFor(width, height, side), (at) => {
    const from = at * 4;
    const light = luma(data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0);
    return 128 + ((light - 128) * (data[from + 3] ?? 0)) / 255;
  });
}

function shrink(luminance: Luminance, side: number): Luminance {
  const { width, height, data } = luminance;
  return averageSquares(luminance, stepFor(width, height, side), (at) => data[at] ?? 0);
}

function stepFor(width: number, height: number, side: number): number {
  return Math.max(1, Math.round(Math.max(width, height) / side));
}

/** @param side about the longest side of the copies, in px; smaller images keep their size */
export function createLevel(source: Luminance, result: Luminance, mask: Mask, side: number): Level {
  const small = shrink(source, side);
  const { step } = small;
  const unmarked: number[] = [];
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      // Each px of a copy covers a square of whole pixels, so no marked pixel hides between two samples.
      if (isUnmarked(mask, x * step, y * step, step)) unmarked.push(y * small.width + x);
    }
  }
  const stride = Math.max(1, unmarked.length / MAX_POINTS);
  const count = Math.floor(unmarked.length / stride);
  const points = new Float32Array(count * 2);
  const light = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = unmarked[Math.floor(i * stride)] ?? 0;
    points[2 * i] = ((at % small.width) + 0.5) * step;
    points[2 * i + 1] = (Math.floor(at / small.width) + 0.5) * step;
    light[i] = small.data[at] ?? 0;
  }
  return { step, points, light, result: shrink(result, side) };
}

function isUnmarked(
  { width, height, data }: Mask,
  left: number,
  top: number,
  size: number,
): boolean {
  const right = Math.min(width, left + size);
  const bottom = Math.min(height, top + size);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (data[y * width + x] !== 0) return false;
    }
  }
  return true;
}

/** Averages squares of `size` × `size` px; `valueAt` gets the index of a px in the full image. */
function averageSquares(
  full: Omit<Luminance, 'data'>,
  size: number,
  valueAt: (at: number) => number,
): Luminance {
  const width = Math.ceil(full.width / size);
  const height = Math.ceil(full.height / size);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const bottom = Math.min(full.height, (y + 1) * size);
    for (let x = 0; x < width; x++) {
      const right = Math.min(full.width, (x + 1) * size);
      let sum = 0;
      for (let row = y * size; row < bottom; row++) {
        for (let column = x * size; column < right; column++)
          sum += valueAt(row * full.width + column);
      }
      data[y * width + x] = sum / ((right - x * size) * (bottom - y * size));
    }
  }
  return { width, height, data, step: full.step * size };
}

/** Interpolates the luminance at a point of the image, in px, between the four nearest; returns -1 outside the image. */
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
  const above = interpolate(data[top * width + left], data[top * width + right], across);
  const below = interpolate(data[bottom * width + left], data[bottom * width + right], across);
  return above + (below - above) * down;
}

function interpolate(a = 0, b = 0, share: number): number {
  return a + (b - a) * share;
}
