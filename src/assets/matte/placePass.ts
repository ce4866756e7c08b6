import { align } from '../../image/align/align.ts';
import type { Placement } from '../../image/align/placement.ts';
import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import { soften } from './neighbors.ts';

/** The correlation of edges from which two passes show the same subject. Thin edges match less well than areas. */
const MIN_CORRELATION = 0.25;
/** Steps of light that are grain. */
const GRAIN = 8;
/** Edges this much stronger are drawn in full. */
const FULL = 40;

/**
 * Places the second of two passes over the first: models draw the same subject a few pixels away, and a little larger or smaller.
 * Edges are compared, because they are all that both passes share when a subject is transparent.
 *
 * @returns the second pass at the size of the first; undefined if it shows another subject
 */
export function placePass(first: Pixels, second: Pixels): Pixels | undefined {
  const mask = { ...first, data: new Uint8Array(first.width * first.height) };
  const placement = align(edgesOf(first), edgesOf(second), mask, MIN_CORRELATION);
  return placement.match === 'different' ? undefined : sample(second, placement, first);
}

/** Draws where an image has edges: a strong edge of one pass can be a weak one of the other, so that the strength hardly counts. */
function edgesOf({ width, height, data }: Pixels): Pixels {
  const light = new Float32Array(width * height);
  for (let at = 0; at < light.length; at++) {
    light[at] = luma(data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0);
  }
  const edges = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [left, right] = [x > 0 ? at - 1 : at, x + 1 < width ? at + 1 : at];
      const [up, down] = [y > 0 ? at - width : at, y + 1 < height ? at + width : at];
      const across = (light[right] ?? 0) - (light[left] ?? 0);
      const along = (light[down] ?? 0) - (light[up] ?? 0);
      const strength = Math.sqrt(across * across + along * along) - GRAIN;
      edges[at] = 255 * Math.min(1, Math.max(0, strength / FULL));
    }
  }
  const soft = soften(soften(edges, width, height), width, height);
  const gray = new Uint8Array(data.length).fill(255);
  for (let at = 0; at < soft.length; at++) gray.fill(soft[at] ?? 0, at * 4, at * 4 + 3);
  return { width, height, data: gray };
}

/** Resamples an image with a cubic filter (Catmull-Rom), which keeps edges sharp. */
function sample(
  image: Pixels,
  { scaleX, scaleY, offsetX, offsetY }: Placement,
  { width, height }: Pick<Pixels, 'width' | 'height'>,
): Pixels {
  const data = new Uint8Array(width * height * 4).fill(255);
  const columns = Array.from({ length: width }, (_, x) => taps((x + 0.5) * scaleX + offsetX - 0.5));
  for (let y = 0; y < height; y++) {
    const down = taps((y + 0.5) * scaleY + offsetY - 0.5);
    for (let x = 0; x < width; x++) {
      const across = columns[x];
      if (across === undefined) continue;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let row = 0; row < 4; row++) {
          const line = clamp(down.first + row, image.height - 1) * image.width;
          let part = 0;
          for (let column = 0; column < 4; column++) {
            const from = (line + clamp(across.first + column, image.width - 1)) * 4 + channel;
            part += (across.weights[column] ?? 0) * (image.data[from] ?? 0);
          }
          sum += (down.weights[row] ?? 0) * part;
        }
        data[(y * width + x) * 4 + channel] = clamp(Math.round(sum), 255);
      }
    }
  }
  return { width, height, data };
}

interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

function taps(position: number): Taps {
  const base = Math.floor(position);
  const t = position - base;
  const weights = [
    ((-t + 2) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((-3 * t + 4) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ];
  return { first: base - 1, weights };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
