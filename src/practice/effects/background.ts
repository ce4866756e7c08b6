import type { Raster, Rgba } from '../draw/paint.ts';

/** How far from the border's colour still is background: a distance in RGB, from 0 to 441. */
const TOLERANCE = 44;

/**
 * Paints everything that hangs together with the border and looks like it, in place; what stands in
 * front of it stays. Pixels at the edge keep their share of the subject.
 */
export function replaceBackground(image: Raster, color: Rgba): void {
  const { width, height, data } = image;
  const reference = borderColor(image);
  const far = (pixel: number): number => {
    const at = pixel * 4;
    // What is transparent has no colour to differ in.
    if ((data[at + 3] ?? 0) < 16) return 0;
    const red = (data[at] ?? 0) - (reference[0] ?? 0);
    const green = (data[at + 1] ?? 0) - (reference[1] ?? 0);
    const blue = (data[at + 2] ?? 0) - (reference[2] ?? 0);
    return Math.sqrt(red * red + green * green + blue * blue);
  };
  const filled = flood(width, height, (pixel) => far(pixel) <= TOLERANCE);
  const edges = edgePixels(filled, width, far);
  for (let pixel = 0; pixel < filled.length; pixel++) {
    if (filled[pixel] === 1) data.set(color, pixel * 4);
  }
  for (const { pixel, share } of edges) unmix(data, pixel * 4, reference, color, share);
}

interface Edge {
  readonly pixel: number;
  /** How much of the pixel is background, from 0 to 1. */
  readonly share: number;
}

/** The subject's outermost pixels, measured by their neighbours further in, which are all subject. */
function edgePixels(
  filled: Uint8Array,
  width: number,
  far: (pixel: number) => number,
): readonly Edge[] {
  const edges: Edge[] = [];
  for (let pixel = 0; pixel < filled.length; pixel++) {
    if (filled[pixel] === 1 || !touches(filled, pixel, width)) continue;
    const column = pixel % width;
    const around = [pixel - width, pixel + width];
    if (column > 0) around.push(pixel - 1);
    if (column < width - 1) around.push(pixel + 1);
    const inner = around.filter((other) => filled[other] === 0);
    const here = far(pixel);
    const subject = Math.max(here, ...inner.map(far));
    if (subject > here) edges.push({ pixel, share: 1 - here / subject });
  }
  return edges;
}

/** The median of the outermost pixels, channel by channel: a subject that touches the edge is outvoted. */
function borderColor({ width, height, data }: Raster): readonly number[] {
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
    let seen = 0;
    return histogram.findIndex((n) => (seen += n) * 2 >= total);
  });
}

/** Marks with 1 what is reached from the border over `open` pixels, run by run along the rows. */
function flood(width: number, height: number, open: (pixel: number) => boolean): Uint8Array {
  const filled = new Uint8Array(width * height);
  const seeds: number[] = [];
  const free = (pixel: number): boolean => filled[pixel] === 0 && open(pixel);
  for (let x = 0; x < width; x++) seeds.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) seeds.push(y * width, y * width + width - 1);
  for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
    if (!free(seed)) continue;
    const row = seed - (seed % width);
    let start = seed;
    let end = seed + 1;
    while (start > row && free(start - 1)) start--;
    while (end < row + width && free(end)) end++;
    filled.fill(1, start, end);
    for (const shift of [-width, width]) {
      if (row + shift < 0 || row + shift >= filled.length) continue;
      for (let pixel = start + shift, inside = false; pixel < end + shift; pixel++) {
        const now = free(pixel);
        if (now && !inside) seeds.push(pixel);
        inside = now;
      }
    }
  }
  return filled;
}

/** Whether a pixel above, below or beside is filled; at a row's end the next row's start counts too. */
function touches(filled: Uint8Array, pixel: number, width: number): boolean {
  return (
    filled[pixel - 1] === 1 ||
    filled[pixel + 1] === 1 ||
    filled[pixel - width] === 1 ||
    filled[pixel + width] === 1
  );
}

/** Takes the old background's share out of a pixel and puts the new one's in. */
function unmix(
  data: Uint8Array,
  at: number,
  from: readonly number[],
  to: Rgba,
  share: number,
): void {
  for (let channel = 0; channel < 3; channel++) {
    const old = data[at + channel] ?? 0;
    // Over nothing only the subject's own colour remains, and less of it is seen.
    const kept = old - (from[channel] ?? 0) * share;
    const fresh = to[3] === 0 ? kept / (1 - share) : kept + (to[channel] ?? 0) * share;
    data[at + channel] = Math.min(255, Math.max(0, Math.round(fresh)));
  }
  const alpha = data[at + 3] ?? 255;
  data[at + 3] = Math.round(alpha + (to[3] - alpha) * share);
}
