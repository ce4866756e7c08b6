import type { Pixels } from '../../image/pixels/pixels.ts';
import type { Rgba } from '../draw/paint.ts';

/** How far a color may be from that of the border to count as background: a distance in RGB, from 0 to 441. */
const TOLERANCE = 44;
/** Below this alpha, a pixel has no visible color that could differ. */
const MIN_ALPHA = 16;

/**
 * Replaces the background, in place: everything that is connected to the border and has its color. Pixels at the edge of the
 * subject keep their share of it.
 */
export function replaceBackground(image: Pixels, color: Rgba): void {
  const { width, height, data } = image;
  const reference = borderColor(image);
  const distance = (pixel: number): number => {
    const at = pixel * 4;
    if ((data[at + 3] ?? 0) < MIN_ALPHA) return 0;
    const red = (data[at] ?? 0) - (reference[0] ?? 0);
    const green = (data[at + 1] ?? 0) - (reference[1] ?? 0);
    const blue = (data[at + 2] ?? 0) - (reference[2] ?? 0);
    return Math.sqrt(red * red + green * green + blue * blue);
  };
  const background = floodFill(width, height, (pixel) => distance(pixel) <= TOLERANCE);
  const edges = findEdges(background, width, distance);
  for (let pixel = 0; pixel < background.length; pixel++) {
    if (background[pixel] === 1) data.set(color, pixel * 4);
  }
  for (const { pixel, share } of edges) replaceShare(data, pixel * 4, reference, color, share);
}

interface Edge {
  readonly pixel: number;
  /** How much of the pixel is background, 0 to 1. */
  readonly share: number;
}

/** Finds the outermost pixels of the subject. Compares them with their inner neighbors, which are all subject. */
function findEdges(
  background: Uint8Array,
  width: number,
  distance: (pixel: number) => number,
): readonly Edge[] {
  const edges: Edge[] = [];
  for (let pixel = 0; pixel < background.length; pixel++) {
    if (background[pixel] === 1 || !touches(background, pixel, width)) continue;
    const column = pixel % width;
    const neighbors = [pixel - width, pixel + width];
    if (column > 0) neighbors.push(pixel - 1);
    if (column < width - 1) neighbors.push(pixel + 1);
    const inner = neighbors.filter((other) => background[other] === 0);
    const own = distance(pixel);
    const subject = Math.max(own, ...inner.map(distance));
    if (subject > own) edges.push({ pixel, share: 1 - own / subject });
  }
  return edges;
}

/** Returns the median of the outermost pixels for each channel, so that a subject that touches the border does not count. */
function borderColor({ width, height, data }: Pixels): readonly number[] {
  const counts = [0, 1, 2].map(() => new Uint32Array(256));
  let total = 0;
  const count = (x: number, y: number): void => {
    total += 1;
    counts.forEach((histogram, channel) => {
      const value = data[(y * width + x) * 4 + channel] ?? 0;
      histogram[value] = (histogram[value] ?? 0) + 1;
    });
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) count(x, y);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) count(x, y);
  return counts.map((histogram) => {
    let sum = 0;
    return histogram.findIndex((n) => (sum += n) * 2 >= total);
  });
}

/** Marks with 1 all pixels that `isOpen` connects to the border. Fills whole runs of a row at once. */
function floodFill(width: number, height: number, isOpen: (pixel: number) => boolean): Uint8Array {
  const filled = new Uint8Array(width * height);
  const seeds: number[] = [];
  const isFree = (pixel: number): boolean => filled[pixel] === 0 && isOpen(pixel);
  for (let x = 0; x < width; x++) seeds.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) seeds.push(y * width, y * width + width - 1);
  for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
    if (!isFree(seed)) continue;
    const row = seed - (seed % width);
    let start = seed;
    let end = seed + 1;
    while (start > row && isFree(start - 1)) start--;
    while (end < row + width && isFree(end)) end++;
    filled.fill(1, start, end);
    for (const shift of [-width, width]) {
      if (row + shift < 0 || row + shift >= filled.length) continue;
      for (let pixel = start + shift, wasFree = false; pixel < end + shift; pixel++) {
        const isNowFree = isFree(pixel);
        if (isNowFree && !wasFree) seeds.push(pixel);
        wasFree = isNowFree;
      }
    }
  }
  return filled;
}

/** Tells whether a neighbor is filled. At the end of a row, the start of the next row counts as a neighbor too. */
function touches(filled: Uint8Array, pixel: number, width: number): boolean {
  return (
    filled[pixel - 1] === 1 ||
    filled[pixel + 1] === 1 ||
    filled[pixel - width] === 1 ||
    filled[pixel + width] === 1
  );
}

/** Replaces the share of the old background in a pixel by the new one. */
function replaceShare(
  data: Uint8Array,
  at: number,
  from: readonly number[],
  to: Rgba,
  share: number,
): void {
  for (let channel = 0; channel < 3; channel++) {
    const old = data[at + channel] ?? 0;
    // Over a transparent background, only the color of the subject remains, with less alpha.
    const subject = old - (from[channel] ?? 0) * share;
    const value = to[3] === 0 ? subject / (1 - share) : subject + (to[channel] ?? 0) * share;
    data[at + channel] = Math.min(255, Math.max(0, Math.round(value)));
  }
  const alpha = data[at + 3] ?? 255;
  data[at + 3] = Math.round(alpha + (to[3] - alpha) * share);
}
