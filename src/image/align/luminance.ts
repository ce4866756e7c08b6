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
  return averageSquares({ width, height, step: 1 }, stepFor(width, height, side), (from, to) => {
    let sum = 0;
    for (let at = from * 4; at < to * 4; at += 4) {
      const light = luma(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      sum += 128 + ((light - 128) * (data[at + 3] ?? 0)) / 255;
    }
    return sum;
  });
}

function shrink(luminance: Luminance, side: number): Luminance {
  const { width, height, data } = luminance;
  return averageSquares(luminance, stepFor(width, height, side), (from, to) => {
    let sum = 0;
    for (let at = from; at < to; at++) sum += data[at] ?? 0;
    return sum;
  });
}

/** Returns the mask of a copy whose px cover `step` × `step` px: no marked pixel hides between two samples. */
export function shrinkMask({ width, height, data }: Mask, step: number): Mask {
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const small = new Uint8Array(columns * rows);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / step) * columns;
    for (let x = 0; x < width; x++, at++) {
      if (data[at] !== 0) small[row + Math.floor(x / step)] = 255;
    }
  }
  return { width: columns, height: rows, data: small };
}

function stepFor(width: number, height: number, side: number): number {
  return Math.max(1, Math.round(Math.max(width, height) / side));
}

/**
 * @param mask of the source's copy
 * @param side about the longest side of the copies, in px; smaller images keep their size
 */
export function createLevel(source: Luminance, result: Luminance, mask: Mask, side: number): Level {
  const small = shrink(source, side);
  const { step } = small;
  const marks = shrinkMask(mask, step / source.step).data;
  const unmarked: number[] = [];
  for (const [at, mark] of marks.entries()) if (mark === 0) unmarked.push(at);
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

/** Averages squares of `size` × `size` px; `sumOf` adds the pixels of a row from one index of the full image up to another. */
function averageSquares(
  full: Omit<Luminance, 'data'>,
  size: number,
  sumOf: (from: number, to: number) => number,
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
        sum += sumOf(row * full.width + x * size, row * full.width + right);
      }
      data[y * width + x] = sum / ((right - x * size) * (bottom - y * size));
    }
  }
  return { width, height, data, step: full.step * size };
}

/**
 * Interpolates the luminance between the four px of a copy that are nearest to a point; returns -1 outside of the image.
 *
 * @param x in px of the copy, like `y`; the center of its first px is 0
 */
export function sampleLuminance({ width, height, data }: Luminance, x: number, y: number): number {
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return -1;
  // At the edges, the px that are missing count like their neighbors.
  const left = x < 0 ? 0 : Math.floor(x);
  const top = y < 0 ? 0 : Math.floor(y);
  const right = left + 1 < width ? left + 1 : left;
  const down = top + 1 < height ? width : 0;
  const across = x < 0 ? 0 : x - left;
  const row = top * width;
  const above = interpolate(data[row + left], data[row + right], across);
  const below = interpolate(data[row + down + left], data[row + down + right], across);
  return above + (below - above) * (y < 0 ? 0 : y - top);
}

function interpolate(a = 0, b = 0, share: number): number {
  return a + (b - a) * share;
}
