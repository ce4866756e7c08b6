import { CHANNELS, WEIGHTS, type Cells } from './colorCells.ts';

/** Rounds that move each color to the middle of the pixels that it is for. More rounds change little. */
const ROUNDS = 3;

const OPAQUE = 255;
/** Makes opaque pixels keep opaque colors, and others not get one, unless another color fits much better. */
const OPACITY_DISTANCE = 1000;

/** Cells that get one color. */
interface Group {
  /** Numbers of cells. */
  readonly cells: readonly number[];
  /** The channel in which the cells differ most, and their mean in it. */
  readonly channel: number;
  readonly mean: number;
  /** How much the pixels differ from the mean color: the sum of the squares. */
  readonly error: number;
}

/**
 * Returns the colors that fit an image best. Divides the group of colors that differ most, at its mean, until there are enough groups,
 * and then moves each color to the mean of the pixels that are nearest to it.
 *
 * @param count 2 to 256
 * @returns as {@link Cells} has them
 */
export function fewColors(cells: Cells, count: number): Float32Array {
  const all = Array.from({ length: cells.count }, (_, cell) => cell);
  const isOpaque = (cell: number) => cells.colors[cell * CHANNELS + 3] === OPAQUE;
  const parts = [all.filter(isOpaque), all.filter((cell) => !isOpaque(cell))];
  const groups = parts.filter((part) => part.length > 0).map((part) => groupOf(cells, part));
  while (groups.length < count) {
    const worst = groups.reduce((a, b) => (b.error > a.error ? b : a));
    if (worst.error <= 0) break;
    const isAbove = (cell: number) =>
      (cells.colors[cell * CHANNELS + worst.channel] ?? 0) > worst.mean;
    const [above, below] = [
      worst.cells.filter(isAbove),
      worst.cells.filter((one) => !isAbove(one)),
    ];
    if (above.length === 0 || below.length === 0) break;
    groups.splice(groups.indexOf(worst), 1, groupOf(cells, above), groupOf(cells, below));
  }
  let colors = Float32Array.from(groups.flatMap((group) => meansOf(cells, group.cells)));
  for (let round = 0; round < ROUNDS; round++) colors = moved(cells, colors);
  return colors;
}

function groupOf(cells: Cells, members: readonly number[]): Group {
  const means = meansOf(cells, members);
  const errors = means.map((mean, channel) => {
    let error = 0;
    for (const cell of members) {
      const difference = (cells.colors[cell * CHANNELS + channel] ?? 0) - mean;
      error += (cells.pixels[cell] ?? 0) * difference * difference;
    }
    return error * (WEIGHTS[channel] ?? 1);
  });
  const channel = errors.indexOf(Math.max(...errors));
  const error = errors.reduce((sum, one) => sum + one, 0);
  return { cells: members, channel, mean: means[channel] ?? 0, error };
}

function meansOf({ colors, pixels }: Cells, members: readonly number[]): readonly number[] {
  const sums = [0, 0, 0, 0];
  let count = 0;
  for (const cell of members) {
    const weight = pixels[cell] ?? 0;
    count += weight;
    for (let channel = 0; channel < CHANNELS; channel++) {
      sums[channel] = (sums[channel] ?? 0) + weight * (colors[cell * CHANNELS + channel] ?? 0);
    }
  }
  return sums.map((sum) => sum / Math.max(1, count));
}

/** A round of k-means. */
function moved(cells: Cells, colors: Float32Array): Float32Array<ArrayBuffer> {
  const members = Array.from({ length: colors.length / CHANNELS }, (): number[] => []);
  for (let cell = 0; cell < cells.count; cell++) {
    const at = cell * CHANNELS;
    members[nearestOf(colors, cells.colors.subarray(at, at + CHANNELS))]?.push(cell);
  }
  return Float32Array.from(
    members.flatMap((group, index) =>
      group.length > 0
        ? meansOf(cells, group)
        : [...colors.subarray(index * CHANNELS, (index + 1) * CHANNELS)],
    ),
  );
}

function nearestOf(colors: Float32Array, color: Float32Array): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let number = 0; number < colors.length / CHANNELS; number++) {
    const distance = distanceTo(colors, number, color);
    if (distance < least) [best, least] = [number, distance];
  }
  return best;
}

/** Returns the square of the distance between a color and the one with a number. */
export function distanceTo(
  colors: Float32Array,
  number: number,
  [red = 0, green = 0, blue = 0, alpha = 0]: Float32Array,
): number {
  const at = number * CHANNELS;
  const r = (colors[at] ?? 0) - red;
  const g = (colors[at + 1] ?? 0) - green;
  const b = (colors[at + 2] ?? 0) - blue;
  const a = (colors[at + 3] ?? 0) - alpha;
  const isOther = (colors[at + 3] === OPAQUE) !== (alpha === OPAQUE);
  return (
    WEIGHTS[0] * r * r +
    WEIGHTS[1] * g * g +
    WEIGHTS[2] * b * b +
    WEIGHTS[3] * a * a +
    (isOther ? OPACITY_DISTANCE : 0)
  );
}
