import type { Box, Mask } from '../pixels/pixels.ts';

/** Largest feather in px: how far a change may fade out beyond its mark. */
const MAX_FEATHER = 32;

/** How much of the result shows at each pixel of a box, row by row: 0 to 1. Outside the box, none of it does. */
export interface BlendWeights {
  readonly box: Box;
  readonly data: Float32Array;
}

/**
 * Computes how much of the result shows: all of it inside the mark, fading to none of it `feather` px beyond.
 *
 * @param marked the box around the mark
 * @param feather in px, 0 to 32; a pixel farther from every marked pixel than this (Euclidean) has weight 0
 */
export function createBlendWeights(mask: Mask, marked: Box, feather: number): BlendWeights {
  const reach = Math.min(MAX_FEATHER, Math.max(0, Math.floor(feather)));
  const x = Math.max(0, marked.x - reach);
  const y = Math.max(0, marked.y - reach);
  const width = Math.min(mask.width, marked.x + marked.width + reach) - x;
  const height = Math.min(mask.height, marked.y + marked.height + reach) - y;
  const box: Box = { x, y, width, height };
  const inRow = distancesInRow(mask, box, reach);
  const data = new Float32Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const own = (mask.data[(y + row) * mask.width + x + column] ?? 0) / 255;
      data[at] =
        own === 1 ? 1 : Math.max(own, fade(distanceAt(inRow, box, column, row, reach), reach));
    }
  }
  return { box, data };
}

/** Distances in px to the nearest marked pixel of the same row; `reach + 1` for those that are farther away. */
function distancesInRow(mask: Mask, { x, y, width, height }: Box, reach: number): Uint8Array {
  const distances = new Uint8Array(width * height).fill(reach + 1);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const from = (y + row) * mask.width + x;
    let distance = reach + 1;
    for (let column = 0; column < width; column++) {
      distance = mask.data[from + column] === 255 ? 0 : Math.min(reach + 1, distance + 1);
      distances[start + column] = distance;
    }
    distance = reach + 1;
    for (let column = width - 1; column >= 0; column--) {
      distance = mask.data[from + column] === 255 ? 0 : Math.min(reach + 1, distance + 1);
      distances[start + column] = Math.min(distance, distances[start + column] ?? distance);
    }
  }
  return distances;
}

/** Returns the Euclidean distance in px to the nearest marked pixel, or `reach + 1` if it is farther away. */
function distanceAt(
  inRow: Uint8Array,
  box: Box,
  column: number,
  row: number,
  reach: number,
): number {
  let best = (reach + 1) ** 2;
  const bottom = Math.min(box.height - 1, row + reach);
  for (let other = Math.max(0, row - reach); other <= bottom; other++) {
    const distance = inRow[other * box.width + column] ?? 0;
    if (distance <= reach) best = Math.min(best, distance * distance + (other - row) ** 2);
  }
  return Math.sqrt(best);
}

/** A curve that is level at both ends, so that no edge shows. */
function fade(distance: number, reach: number): number {
  if (distance > reach) return 0;
  const share = 1 - distance / (reach + 1);
  return share * share * (3 - 2 * share);
}
