import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import { createKeyRow, readKeyRow, type Alpha, type KeyRow } from './bounds.ts';
import { settle } from './mixes.ts';
import type { Surround } from './surround.ts';

/** A subject that was drawn twice. */
export interface Passes {
  readonly white: Pixels;
  readonly onWhite: Surround;
  /** Placed over `white` pixel by pixel. */
  readonly black: Pixels;
  readonly onBlack: Surround;
}

export interface TwoPasses {
  /** RGBA: the true colors with their alpha. */
  readonly pixels: Pixels;
  readonly alpha: Alpha;
  /** How much the passes contradict each other, 0 to 1: the mean over all pixels that aren't clear. */
  readonly contradiction: number;
  /** The share of the pixels whose channels show different alphas, 0 to 1. */
  readonly disagreement: number;
}

/**
 * Computes colors and alpha from a subject on white and on black. What is white on one and black on the other is clear, what is
 * the same on both is opaque, and everything between is in proportion, whatever the color: α = 1 − (W − B).
 */
export function combinePasses(passes: Passes): TwoPasses {
  const { white, onWhite, black, onBlack } = passes;
  const { width, height } = white;
  const alpha = new Float32Array(width * height);
  const rowOnWhite = createKeyRow(width);
  const rowOnBlack = createKeyRow(width);
  let [contradiction, count, disagreeing] = [0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    readKeyRow(onWhite, y, rowOnWhite);
    readKeyRow(onBlack, y, rowOnBlack);
    for (let x = 0; x < width; x++, at++) {
      // Light, because compression keeps it best.
      const difference = lightAt(white.data, at) - lightAt(black.data, at);
      if (spreadOf(passes, at, [rowOnWhite, rowOnBlack], x) > MAX_SPREAD) disagreeing++;
      const range = lightOf(rowOnWhite, x) - lightOf(rowOnBlack, x);
      const clear = difference / Math.max(1, range);
      alpha[at] = Math.min(1, Math.max(0, 1 - clear));
      if (clear > 0.95) continue;
      // Nothing is darker on white than on black.
      contradiction += Math.max(0, -difference) / 255;
      count++;
    }
  }
  const noise = Math.max(0.015, (2.5 * (onWhite.grain + onBlack.grain)) / 255);
  settle(alpha, noise);
  return {
    pixels: colorsOf(passes, alpha),
    alpha,
    contradiction: contradiction / Math.max(1, count),
    disagreement: disagreeing / (width * height),
  };
}

/** Of alpha, 0 to 1. JPEG spreads colors, but not this far. */
const MAX_SPREAD = 0.25;

/** Returns how far the channels of a pixel disagree about how clear it is. */
function spreadOf(
  { white, black }: Passes,
  at: number,
  [onWhite, onBlack]: readonly [KeyRow, KeyRow],
  x: number,
): number {
  let [low, high] = [Infinity, -Infinity];
  for (let channel = 0; channel < 3; channel++) {
    const range = (onWhite[channel]?.[x] ?? 0) - (onBlack[channel]?.[x] ?? 0);
    const difference = (white.data[at * 4 + channel] ?? 0) - (black.data[at * 4 + channel] ?? 0);
    const clear = difference / Math.max(1, range);
    low = Math.min(low, clear);
    high = Math.max(high, clear);
  }
  return high - low;
}

function lightAt(data: Uint8Array, at: number): number {
  return luma(data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0);
}

function lightOf(row: KeyRow, x: number): number {
  return luma(row[0][x] ?? 0, row[1][x] ?? 0, row[2][x] ?? 0);
}

function colorsOf({ white, onWhite, black, onBlack }: Passes, alpha: Alpha): Pixels {
  const { width, height } = white;
  const data = new Uint8Array(width * height * 4);
  const rowOnWhite = createKeyRow(width);
  const rowOnBlack = createKeyRow(width);
  for (let y = 0, at = 0; y < height; y++) {
    readKeyRow(onWhite, y, rowOnWhite);
    readKeyRow(onBlack, y, rowOnBlack);
    for (let x = 0; x < width; x++, at++) {
      const share = alpha[at] ?? 0;
      if (share * 255 < 0.5) continue;
      for (let channel = 0; channel < 3; channel++) {
        // Both passes say the same color; the mean has less grain.
        const sum = (white.data[at * 4 + channel] ?? 0) + (black.data[at * 4 + channel] ?? 0);
        const keys = (rowOnWhite[channel]?.[x] ?? 0) + (rowOnBlack[channel]?.[x] ?? 0);
        data[at * 4 + channel] = Math.min(
          255,
          Math.max(0, Math.round((sum - (1 - share) * keys) / (2 * share))),
        );
      }
      data[at * 4 + 3] = Math.round(share * 255);
    }
  }
  return { width, height, data };
}
