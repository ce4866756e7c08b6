import type { Raster } from '../decode/raster.ts';
import type { Pixels } from '../pixels/pixels.ts';

/** Steps of the table back from light to samples: fine enough for the darkest of 256 levels. */
const STEPS = 1 << 14;

/**
 * Shrinks an image: each new pixel is the mean of the area that it replaces. Mixes light, not samples, as a camera would, and weights
 * colors by their alpha, so that colors hidden under transparency don't bleed.
 *
 * @param width at most that of the image, like `height`; in px
 */
export function shrink(image: Raster, width: number, height: number): Pixels {
  const toLight = lightTable(image.data instanceof Uint16Array ? 65_535 : 255);
  const samples = sampleTable();
  const columns = spans(image.width, width);
  const data = new Uint8Array(width * height * 4);
  const sums = new Float64Array(width * 4);
  for (const [row, { from, to }] of spans(image.height, height).entries()) {
    sums.fill(0);
    for (let y = Math.floor(from); y < to; y++) {
      const weight = Math.min(y + 1, to) - Math.max(y, from);
      addRow(image, y, weight, columns, toLight, sums);
    }
    writeRow(sums, to - from, samples, data.subarray(row * width * 4));
  }
  return { width, height, data };
}

/** What a new pixel covers of the old ones, in px with fractions. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function spans(length: number, count: number): readonly Span[] {
  const factor = length / count;
  return Array.from({ length: count }, (_, index) => ({
    from: index * factor,
    to: Math.min(length, (index + 1) * factor),
  }));
}

/** Adds a row of the image to the sums of a row of new pixels: light times alpha, and alpha. */
function addRow(
  { width, channels, data }: Raster,
  y: number,
  weight: number,
  columns: readonly Span[],
  toLight: Float64Array,
  sums: Float64Array,
): void {
  const opaque = toLight.length - 1;
  for (const [column, { from, to }] of columns.entries()) {
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (let x = Math.floor(from); x < to; x++) {
      const at = (y * width + x) * channels;
      const share = Math.min(x + 1, to) - Math.max(x, from);
      const a = share * (channels === 4 ? (data[at + 3] ?? 0) / opaque : 1);
      red += a * (toLight[data[at] ?? 0] ?? 0);
      green += a * (toLight[data[at + 1] ?? 0] ?? 0);
      blue += a * (toLight[data[at + 2] ?? 0] ?? 0);
      alpha += a;
    }
    const area = weight / (to - from);
    const into = column * 4;
    sums[into] = (sums[into] ?? 0) + red * area;
    sums[into + 1] = (sums[into + 1] ?? 0) + green * area;
    sums[into + 2] = (sums[into + 2] ?? 0) + blue * area;
    sums[into + 3] = (sums[into + 3] ?? 0) + alpha * area;
  }
}

/** @param rows how many rows of the image were added */
function writeRow(sums: Float64Array, rows: number, samples: Uint8Array, into: Uint8Array): void {
  for (let at = 0; at < sums.length; at += 4) {
    const alpha = sums[at + 3] ?? 0;
    for (let channel = at; alpha > 0 && channel < at + 3; channel++) {
      into[channel] = samples[Math.round(((sums[channel] ?? 0) / alpha) * STEPS)] ?? 255;
    }
    into[at + 3] = Math.round((alpha / rows) * 255);
  }
}

/** Returns the light, 0 to 1, of each sample of sRGB (IEC 61966-2-1); the curves of other profiles are close to it. */
function lightTable(max: number): Float64Array {
  return Float64Array.from({ length: max + 1 }, (_, sample) => {
    const value = sample / max;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

function sampleTable(): Uint8Array {
  return Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
    const light = step / STEPS;
    const value = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(value * 255);
  });
}
