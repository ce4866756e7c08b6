import type { Pixels } from '../../image/pixels/pixels.ts';
import { lanczosTaps, type Taps } from './lanczos.ts';
import type { Size } from '../layout.ts';
import { LIGHT, valueOf } from './light.ts';

/** A row of light, weighted by its alpha: red, green, blue, alpha, each from 0 to 1. */
type Row = Float32Array;

/**
 * Scales an image with a Lanczos filter, which mixes light and not sRGB values, weighted by alpha, so that colors that are hidden under
 * transparency don't bleed. A plain color stays exactly the same.
 *
 * The libraries that mix light cut values off where this rounds them (@jsquash/resize 2.1.1 makes every second color one darker),
 * and need the whole image as floating-point numbers, 1 GB for 64 megapixels. This keeps the few rows that a target row needs.
 */
export function resizePixels(image: Pixels, { width, height }: Size): Pixels {
  if (width === image.width && height === image.height) return image;
  const across = lanczosTaps(image.width, width);
  const down = lanczosTaps(image.height, height);
  const data = new Uint8Array(width * height * 4);
  const light: Row = new Float32Array(image.width * 4);
  const sum: Row = new Float32Array(width * 4);
  /** The scaled source rows that this and later target rows need. */
  const rows = new Map<number, Row>();
  down.forEach(({ first, weights }, y) => {
    for (const row of rows.keys()) if (row < first) rows.delete(row);
    sum.fill(0);
    weights.forEach((weight, index) => {
      const at = first + index;
      let row = rows.get(at);
      if (row === undefined) {
        readLight(image, at, light);
        row = scaleRow(light, across);
        rows.set(at, row);
      }
      for (let sample = 0; sample < sum.length; sample++) {
        sum[sample] = (sum[sample] ?? 0) + weight * (row[sample] ?? 0);
      }
    });
    writeRow(sum, data.subarray(y * width * 4, (y + 1) * width * 4));
  });
  return { width, height, data };
}

function readLight({ width, data }: Pixels, y: number, light: Row): void {
  for (let to = 0, from = y * width * 4; to < width * 4; to += 4, from += 4) {
    const alpha = (data[from + 3] ?? 0) / 255;
    light[to] = alpha * (LIGHT[data[from] ?? 0] ?? 0);
    light[to + 1] = alpha * (LIGHT[data[from + 1] ?? 0] ?? 0);
    light[to + 2] = alpha * (LIGHT[data[from + 2] ?? 0] ?? 0);
    light[to + 3] = alpha;
  }
}

function scaleRow(light: Row, across: readonly Taps[]): Row {
  const row: Row = new Float32Array(across.length * 4);
  for (let x = 0; x < across.length; x++) {
    const taps = across[x];
    if (taps === undefined) continue;
    const { first, weights } = taps;
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let index = 0, from = first * 4; index < weights.length; index++, from += 4) {
      const weight = weights[index] ?? 0;
      red += weight * (light[from] ?? 0);
      green += weight * (light[from + 1] ?? 0);
      blue += weight * (light[from + 2] ?? 0);
      alpha += weight * (light[from + 3] ?? 0);
    }
    row[x * 4] = red;
    row[x * 4 + 1] = green;
    row[x * 4 + 2] = blue;
    row[x * 4 + 3] = alpha;
  }
  return row;
}

function writeRow(light: Row, data: Uint8Array): void {
  for (let at = 0; at < data.length; at += 4) {
    // The filter overshoots at edges, and colors overshoot with their alpha.
    const alpha = light[at + 3] ?? 0;
    const opacity = Math.round(Math.min(1, alpha) * 255);
    // What can't be seen has no color, so that it compresses well.
    if (opacity <= 0) continue;
    data[at] = valueOf((light[at] ?? 0) / alpha);
    data[at + 1] = valueOf((light[at + 1] ?? 0) / alpha);
    data[at + 2] = valueOf((light[at + 2] ?? 0) / alpha);
    data[at + 3] = opacity;
  }
}
