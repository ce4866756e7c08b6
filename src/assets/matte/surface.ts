import type { Pixels } from '../../image/pixels/pixels.ts';

/** A value for each pixel that changes smoothly: a surface of second degree. */
export interface Surface {
  readonly at: (x: number, y: number) => number;
  /** Writes the values of one row of pixels. */
  readonly row: (y: number, values: Float32Array) => void;
}

type Size = Pick<Pixels, 'width' | 'height'>;

/** One surface for each of red, green, and blue. */
export type Surfaces = readonly [Surface, Surface, Surface];

/**
 * Fits planes, or surfaces of second degree, through the colors of pixels: least squares.
 *
 * @param pixels indices
 */
export function fitSurfaces(image: Pixels, pixels: readonly number[], degree: 1 | 2): Surfaces {
  const count = degree === 1 ? 3 : 6;
  const sums = Array.from({ length: count }, () => new Float64Array(count + 3));
  for (const at of pixels) {
    const terms = termsAt(at % image.width, Math.floor(at / image.width), image);
    for (let i = 0; i < count; i++) {
      const [sum, term] = [sums[i], terms[i] ?? 0];
      if (sum === undefined) continue;
      for (let j = 0; j < count; j++) sum[j] = (sum[j] ?? 0) + term * (terms[j] ?? 0);
      for (let channel = 0; channel < 3; channel++) {
        const value = image.data[at * 4 + channel] ?? 0;
        sum[count + channel] = (sum[count + channel] ?? 0) + term * value;
      }
    }
  }
  const [red, green, blue] = solve(sums, pixels.length);
  return [surfaceOf(red, image), surfaceOf(green, image), surfaceOf(blue, image)];
}

/** Coordinates from -1 to 1 keep the equations well conditioned. */
function termsAt(x: number, y: number, { width, height }: Size): readonly number[] {
  const [u, v] = [(2 * x) / width - 1, (2 * y) / height - 1];
  return [1, u, v, u * u, u * v, v * v];
}

function surfaceOf(factors: Factors, size: Size): Surface {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = factors;
  const row = (y: number, values: Float32Array) => {
    const v = (2 * y) / size.height - 1;
    const [start, slope] = [a + c * v + f * v * v, b + e * v];
    for (let x = 0; x < values.length; x++) {
      const u = (2 * x) / size.width - 1;
      values[x] = start + u * (slope + u * d);
    }
  };
  const at = (x: number, y: number) =>
    termsAt(x, y, size).reduce((sum, term, index) => sum + term * (factors[index] ?? 0), 0);
  return { at, row };
}

type Factors = readonly number[];

/** Solves linear equations with three right sides by elimination. A trace of weight on each factor keeps those that nothing determines at 0. */
function solve(rows: readonly Float64Array[], count: number): readonly [Factors, Factors, Factors] {
  const size = rows.length;
  for (const [index, row] of rows.entries()) row[index] = (row[index] ?? 0) + 1e-6 * (count + 1);
  for (const [column, pivot] of rows.entries()) {
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at < row.length; at++)
        row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  const side = (channel: number) =>
    rows.map((row, index) => (row[size + channel] ?? 0) / (row[index] ?? 1));
  return [side(0), side(1), side(2)];
}
