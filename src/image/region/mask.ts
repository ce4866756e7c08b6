import type { Box, Mask } from '../pixels/pixels.ts';
import type { Stroke, Strokes } from './strokes.ts';

/** What the strokes mark of a picture of this size, in px: 255 or 0. What lies outside the picture is left out. */
export function createMask(strokes: Strokes, width: number, height: number): Mask {
  const mask = { width, height, data: new Uint8Array(width * height) };
  for (const stroke of strokes) paint(mask, stroke);
  return mask;
}

function paint(mask: Mask, stroke: Stroke): void {
  const value = stroke.erase === true ? 0 : 255;
  if (stroke.kind === 'rectangle') {
    const { x, y, width, height } = stroke;
    for (
      let row = clamp(Math.round(y), mask.height);
      row < clamp(Math.round(y + height), mask.height);
      row++
    ) {
      fill(mask, row, Math.round(x), Math.round(x + width), value);
    }
    return;
  }
  const { points, radius } = stroke;
  for (const [i, from] of points.entries())
    capsule(mask, from, points[i + 1] ?? from, radius, value);
}

type Point = readonly [x: number, y: number];

/** All pixels whose middle is at most `radius` from the line between two points. */
function capsule(
  mask: Mask,
  [ax, ay]: Point,
  [bx, by]: Point,
  radius: number,
  value: number,
): void {
  const top = clamp(Math.floor(Math.min(ay, by) - radius), mask.height);
  const bottom = clamp(Math.ceil(Math.max(ay, by) + radius), mask.height);
  const left = clamp(Math.floor(Math.min(ax, bx) - radius), mask.width);
  const right = clamp(Math.ceil(Math.max(ax, bx) + radius), mask.width);
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const [x, y] = [column + 0.5, row + 0.5];
      const along =
        lengthSquared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthSquared;
      const share = Math.min(1, Math.max(0, along));
      const distance = (x - ax - share * (bx - ax)) ** 2 + (y - ay - share * (by - ay)) ** 2;
      if (distance <= radius ** 2) mask.data[row * mask.width + column] = value;
    }
  }
}

function fill(mask: Mask, row: number, from: number, to: number, value: number): void {
  const start = row * mask.width;
  mask.data.fill(value, start + clamp(from, mask.width), start + clamp(to, mask.width));
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Farthest that a change may fade out beyond its mark, in px. */
const MOST_FEATHER = 32;

/** How much of the result shows at each pixel of a box, row by row: 0 to 1. Outside of the box, nothing does. */
export interface BlendWeights {
  readonly box: Box;
  readonly data: Float32Array;
}

/**
 * All of the result within the mark, fading to none of it `feather` px beyond.
 *
 * @param marked the box around the mark
 * @param feather in px, 0 to `MOST_FEATHER`; a pixel farther than this from any marked one (Euclidean) has no weight
 */
export function createBlendWeights(mask: Mask, marked: Box, feather: number): BlendWeights {
  const reach = Math.min(MOST_FEATHER, Math.max(0, Math.floor(feather)));
  const x = Math.max(0, marked.x - reach);
  const y = Math.max(0, marked.y - reach);
  const width = Math.min(mask.width, marked.x + marked.width + reach) - x;
  const height = Math.min(mask.height, marked.y + marked.height + reach) - y;
  const box: Box = { x, y, width, height };
  const across = distancesAcross(mask, box, reach);
  const data = new Float32Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const own = (mask.data[(y + row) * mask.width + x + column] ?? 0) / 255;
      data[at] =
        own === 1 ? 1 : Math.max(own, fade(nearest(across, box, column, row, reach), reach));
    }
  }
  return { box, data };
}

/** In px: to the nearest marked pixel of the same row, or `reach + 1` where that is farther. */
function distancesAcross(mask: Mask, { x, y, width, height }: Box, reach: number): Uint8Array {
  const distances = new Uint8Array(width * height).fill(reach + 1);
  for (let row = 0; row < height; row++) {
    const start = row * width;
    const from = (y + row) * mask.width + x;
    let away = reach + 1;
    for (let column = 0; column < width; column++) {
      away = mask.data[from + column] === 255 ? 0 : Math.min(reach + 1, away + 1);
      distances[start + column] = away;
    }
    away = reach + 1;
    for (let column = width - 1; column >= 0; column--) {
      away = mask.data[from + column] === 255 ? 0 : Math.min(reach + 1, away + 1);
      distances[start + column] = Math.min(away, distances[start + column] ?? away);
    }
  }
  return distances;
}

function nearest(across: Uint8Array, box: Box, column: number, row: number, reach: number): number {
  let best = (reach + 1) ** 2;
  const bottom = Math.min(box.height - 1, row + reach);
  for (let other = Math.max(0, row - reach); other <= bottom; other++) {
    const away = across[other * box.width + column] ?? 0;
    if (away <= reach) best = Math.min(best, away * away + (other - row) ** 2);
  }
  return Math.sqrt(best);
}

/** Smooth at both ends, so that no edge shows. */
function fade(distance: number, reach: number): number {
  if (distance > reach) return 0;
  const share = 1 - distance / (reach + 1);
  return share * share * (3 - 2 * share);
}
