import { isOpaque, type Box, type Pixels } from '../../image/pixels/pixels.ts';
import type { Size } from '../layout.ts';
import { cropPixels } from './canvas.ts';
import { lanczosTaps, type Taps } from './lanczos.ts';
import { LIGHT, valueOf } from './light.ts';

/**
 * A row of light: red, green, blue, each from 0 to 1, and for images with transparency also alpha, by which the colors are weighted.
 * Numbers of 64 bits, because V8 converts shorter ones at each step.
 */
type Row = Float64Array;

/**
 * Scales an image, or a part of it, with a Lanczos filter, which mixes light and not sRGB values, weighted by alpha, so that colors that are
 * hidden under transparency don't bleed. A plain color stays exactly the same.
 *
 * The libraries that mix light cut values off where this rounds them (@jsquash/resize 2.1.1 makes every second color one darker),
 * and need the whole image as floating-point numbers, 1 GB for 64 megapixels. This keeps the few rows that a target row needs.
 *
 * @param part inside the image; all of it by default
 */
export function resizePixels(image: Pixels, { width, height }: Size, part?: Box): Pixels {
  const box = part ?? { x: 0, y: 0, width: image.width, height: image.height };
  if (width === box.width && height === box.height) return cropPixels(image, box);
  const across = lanczosTaps(box.width, width);
  const down = lanczosTaps(box.height, height);
  const { read, scale, write, channels } = isOpaque(image.data) ? OPAQUE : TRANSPARENT;
  const data = new Uint8Array(width * height * 4);
  /** Two source rows, pixel by pixel. */
  const light: Row = new Float64Array(box.width * channels * 2);
  const sum: Row = new Float64Array(width * channels);
  /** The scaled source rows that this and later target rows need. */
  const rows = new Map<number, Row>();
  /** Rows whose memory can be used again. */
  const free: Row[] = [];
  const newRow = (): Row => free.pop() ?? new Float64Array(width * channels);
  const scaledRow = (y: number): Row => {
    const known = rows.get(y);
    if (known !== undefined) return known;
    const row = newRow();
    // Scaling two rows at once is a third faster. The last row is scaled twice, and its copy isn't used.
    const next = newRow();
    for (const [lane, at] of [y, Math.min(y + 1, box.height - 1)].entries()) {
      const start = ((box.y + at) * image.width + box.x) * 4;
      read(image.data.subarray(start, start + box.width * 4), light.subarray(lane * channels));
    }
    scale(light, across, row, next);
    rows.set(y, row).set(y + 1, next);
    return row;
  };
  down.forEach(({ first, weights }, y) => {
    for (const [at, row] of rows) {
      if (at >= first) break;
      rows.delete(at);
      free.push(row);
    }
    mix(
      Array.from(weights, (_, index) => scaledRow(first + index)),
      weights,
      sum,
    );
    write(sum, data.subarray(y * width * 4, (y + 1) * width * 4));
  });
  return { width, height, data };
}

/** Adds rows with their weights. Four at once, which reads and writes the sum less often. */
function mix(rows: readonly Row[], weights: Taps['weights'], sum: Row): void {
  sum.fill(0);
  for (let at = 0; at < rows.length; at += 4) {
    const a = rows[at] ?? sum;
    const [b, c, d] = [rows[at + 1] ?? a, rows[at + 2] ?? a, rows[at + 3] ?? a];
    const [wa, wb] = [weights[at] ?? 0, weights[at + 1] ?? 0];
    const [wc, wd] = [weights[at + 2] ?? 0, weights[at + 3] ?? 0];
    for (let i = 0; i < sum.length; i++) {
      sum[i] =
        (sum[i] ?? 0) + wa * (a[i] ?? 0) + wb * (b[i] ?? 0) + wc * (c[i] ?? 0) + wd * (d[i] ?? 0);
    }
  }
}

/** The steps for a kind of image. Each has loops of its own: a number of channels that isn't constant makes them twice as slow. */
interface Steps {
  readonly channels: number;
  /** Leaves gaps for the other row. */
  readonly read: (pixels: Uint8Array, light: Row) => void;
  readonly scale: (light: Row, across: readonly Taps[], row: Row, next: Row) => void;
  readonly write: (light: Row, data: Uint8Array) => void;
}

const OPAQUE: Steps = {
  channels: 3,
  read: (pixels, light) => {
    for (let from = 0, to = 0; from < pixels.length; from += 4, to += 6) {
      light[to] = LIGHT[pixels[from] ?? 0] ?? 0;
      light[to + 1] = LIGHT[pixels[from + 1] ?? 0] ?? 0;
      light[to + 2] = LIGHT[pixels[from + 2] ?? 0] ?? 0;
    }
  },
  scale: (light, across, row, next) => {
    let to = 0;
    for (const { first, weights } of across) {
      let [red, green, blue, nextRed, nextGreen, nextBlue] = [0, 0, 0, 0, 0, 0];
      for (let index = 0, from = first * 6; index < weights.length; index++, from += 6) {
        const weight = weights[index] ?? 0;
        red += weight * (light[from] ?? 0);
        green += weight * (light[from + 1] ?? 0);
        blue += weight * (light[from + 2] ?? 0);
        nextRed += weight * (light[from + 3] ?? 0);
        nextGreen += weight * (light[from + 4] ?? 0);
        nextBlue += weight * (light[from + 5] ?? 0);
      }
      row[to] = red;
      row[to + 1] = green;
      row[to + 2] = blue;
      next[to] = nextRed;
      next[to + 1] = nextGreen;
      next[to + 2] = nextBlue;
      to += 3;
    }
  },
  write: (light, data) => {
    for (let from = 0, at = 0; at < data.length; from += 3, at += 4) {
      data[at] = valueOf(light[from] ?? 0);
      data[at + 1] = valueOf(light[from + 1] ?? 0);
      data[at + 2] = valueOf(light[from + 2] ?? 0);
      data[at + 3] = 255;
    }
  },
};

const TRANSPARENT: Steps = {
  channels: 4,
  read: (pixels, light) => {
    for (let from = 0, to = 0; from < pixels.length; from += 4, to += 8) {
      const alpha = (pixels[from + 3] ?? 0) / 255;
      light[to] = alpha * (LIGHT[pixels[from] ?? 0] ?? 0);
      light[to + 1] = alpha * (LIGHT[pixels[from + 1] ?? 0] ?? 0);
      light[to + 2] = alpha * (LIGHT[pixels[from + 2] ?? 0] ?? 0);
      light[to + 3] = alpha;
    }
  },
  scale: (light, across, row, next) => {
    let to = 0;
    for (const { first, weights } of across) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      let [nextRed, nextGreen, nextBlue, nextAlpha] = [0, 0, 0, 0];
      for (let index = 0, from = first * 8; index < weights.length; index++, from += 8) {
        const weight = weights[index] ?? 0;
        red += weight * (light[from] ?? 0);
        green += weight * (light[from + 1] ?? 0);
        blue += weight * (light[from + 2] ?? 0);
        alpha += weight * (light[from + 3] ?? 0);
        nextRed += weight * (light[from + 4] ?? 0);
        nextGreen += weight * (light[from + 5] ?? 0);
        nextBlue += weight * (light[from + 6] ?? 0);
        nextAlpha += weight * (light[from + 7] ?? 0);
      }
      row[to] = red;
      row[to + 1] = green;
      row[to + 2] = blue;
      row[to + 3] = alpha;
      next[to] = nextRed;
      next[to + 1] = nextGreen;
      next[to + 2] = nextBlue;
      next[to + 3] = nextAlpha;
      to += 4;
    }
  },
  write: (light, data) => {
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
  },
};
