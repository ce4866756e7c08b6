import { luma, type Pixels } from '../../image/pixels/pixels.ts';

/** In px. */
const WINDOW = 8;
/** (0.01 × 255)² and (0.03 × 255)², as Wang et al. define SSIM (2004). */
const [C1, C2] = [6.5025, 58.5225];

/**
 * Returns how much two images of the same size look alike, from 0 to 1: the mean structural similarity (SSIM) of their brightness in
 * windows of 8 × 8 px. Windows that are fully transparent in both don't count.
 */
export function similarity(one: Pixels, other: Pixels): number {
  const { width, height } = one;
  let [sum, windows] = [0, 0];
  for (let y = 0; y < height; y += WINDOW) {
    for (let x = 0; x < width; x += WINDOW) {
      const found = inWindow(one, other, x, y);
      if (found === undefined) continue;
      sum += found;
      windows += 1;
    }
  }
  return windows === 0 ? 1 : sum / windows;
}

function inWindow(one: Pixels, other: Pixels, left: number, top: number): number | undefined {
  const { width, height } = one;
  const [right, bottom] = [Math.min(width, left + WINDOW), Math.min(height, top + WINDOW)];
  let [a, b, aa, bb, ab, opaque] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4;
      const [p, q] = [brightness(one.data, at), brightness(other.data, at)];
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
      opaque += (one.data[at + 3] ?? 0) + (other.data[at + 3] ?? 0);
    }
  }
  if (opaque === 0) return undefined;
  const count = (right - left) * (bottom - top);
  const [meanA, meanB] = [a / count, b / count];
  const [varA, varB] = [aa / count - meanA * meanA, bb / count - meanB * meanB];
  const covariance = ab / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (varA + varB + C2))
  );
}

/**
 * Returns the largest difference of the mean colors of two images of the same size in windows of 8 × 8 px, from 0 to 255: of the channel
 * that differs most, on black, or of alpha. SSIM doesn't see a wrong color of the same brightness.
 */
export function largestColorShift(one: Pixels, other: Pixels): number {
  let most = 0;
  for (let y = 0; y < one.height; y += WINDOW) {
    for (let x = 0; x < one.width; x += WINDOW) most = Math.max(most, shiftIn(one, other, x, y));
  }
  return most;
}

function shiftIn(one: Pixels, other: Pixels, left: number, top: number): number {
  const { width, height } = one;
  const [right, bottom] = [Math.min(width, left + WINDOW), Math.min(height, top + WINDOW)];
  let [red, green, blue, alphas] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4;
      const [a, b] = [one.data[at + 3] ?? 0, other.data[at + 3] ?? 0];
      red += (one.data[at] ?? 0) * a - (other.data[at] ?? 0) * b;
      green += (one.data[at + 1] ?? 0) * a - (other.data[at + 1] ?? 0) * b;
      blue += (one.data[at + 2] ?? 0) * a - (other.data[at + 2] ?? 0) * b;
      alphas += a - b;
    }
  }
  const colors = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue)) / 255;
  return Math.max(colors, Math.abs(alphas)) / ((right - left) * (bottom - top));
}

/** On black, so that a change of transparency counts too. */
function brightness(data: Uint8Array, at: number): number {
  const alpha = (data[at + 3] ?? 0) / 255;
  return alpha * luma(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
}
