import type { Pixels } from '../../image/pixels/pixels.ts';
import type { Color } from '../pixels/color.ts';

/** Colors of a subject where it is opaque, by place. */
export interface Samples {
  /** Returns the colors near a pixel, nearest cells first: red, green, and blue of each, one after the other. */
  readonly near: (x: number, y: number) => Float32Array;
}

/** Side of a cell in px. */
const CELL = 16;
/** How many colors a cell keeps. More say little new, and each one costs time for every pixel at an edge. */
const PER_CELL = 6;
/** Colors within this distance are one, 0 to 442. */
const SAME = 22;
/** How many rings of cells around a pixel's own are searched, until one has colors. */
const RINGS = 3;

/** @param isSample tells whether a pixel shows the subject alone */
export function collectSamples(image: Pixels, isSample: (at: number) => boolean): Samples {
  const columns = Math.ceil(image.width / CELL);
  const rows = Math.ceil(image.height / CELL);
  const cells = new Map<number, Float32Array>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const colors = colorsOf(image, column * CELL, row * CELL, isSample);
      if (colors.length > 0) cells.set(row * columns + column, colors);
    }
  }
  const grid = { cells, columns, rows };
  const found = new Map<number, Float32Array>();
  const near = (x: number, y: number): Float32Array => {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const cell = row * columns + column;
    let colors = found.get(cell);
    if (colors === undefined) {
      colors = collect(grid, column, row);
      found.set(cell, colors);
    }
    return colors;
  };
  return { near };
}

interface Grid {
  readonly cells: ReadonlyMap<number, Float32Array>;
  readonly columns: number;
  readonly rows: number;
}

function collect({ cells, columns, rows }: Grid, column: number, row: number): Float32Array {
  const parts: Float32Array[] = [];
  for (let reach = 0; reach <= RINGS; reach++) {
    for (let y = row - reach; y <= row + reach; y++) {
      for (let x = column - reach; x <= column + reach; x++) {
        const isOnRing = Math.max(Math.abs(x - column), Math.abs(y - row)) === reach;
        if (!isOnRing || x < 0 || y < 0 || x >= columns || y >= rows) continue;
        const part = cells.get(y * columns + x);
        if (part) parts.push(part);
      }
    }
    // The own cell alone may lack the color of an edge that runs along its border.
    if (parts.length > 0 && reach >= 1) break;
  }
  const clusters: Cluster[] = [];
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 3) {
      addTo(clusters, [part[at] ?? 0, part[at + 1] ?? 0, part[at + 2] ?? 0], SAME / 2);
    }
  }
  return meansOf(clusters);
}

/** Uses the first of several collections that has colors near a pixel. */
export function firstWithColors(collections: readonly Samples[]): Samples {
  const near = (x: number, y: number): Float32Array => {
    for (const samples of collections) {
      const colors = samples.near(x, y);
      if (colors.length > 0) return colors;
    }
    return NO_COLORS;
  };
  return { near };
}

const NO_COLORS = new Float32Array();

interface Cluster {
  readonly sum: [number, number, number];
  count: number;
}

function colorsOf(
  { width, height, data }: Pixels,
  left: number,
  top: number,
  isSample: (at: number) => boolean,
): Float32Array {
  const clusters: Cluster[] = [];
  for (let y = top; y < Math.min(height, top + CELL); y++) {
    for (let x = left; x < Math.min(width, left + CELL); x++) {
      const at = y * width + x;
      if (!isSample(at)) continue;
      // The first colors of a cell may be rare ones, so some more than needed are counted.
      const color = [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0] as const;
      addTo(clusters, color, SAME, PER_CELL * 3);
    }
  }
  clusters.sort((a, b) => b.count - a.count);
  return meansOf(clusters.slice(0, PER_CELL));
}

function meansOf(clusters: readonly Cluster[]): Float32Array {
  return Float32Array.from(clusters.flatMap(({ sum, count }) => sum.map((value) => value / count)));
}

/** @param same colors within this distance are one, 0 to 442 */
function addTo(
  clusters: Cluster[],
  [red, green, blue]: Color,
  same: number,
  most = Infinity,
): void {
  for (const cluster of clusters) {
    const { sum, count } = cluster;
    const [r, g, b] = [sum[0] / count - red, sum[1] / count - green, sum[2] / count - blue];
    if (r * r + g * g + b * b > same * same) continue;
    sum[0] += red;
    sum[1] += green;
    sum[2] += blue;
    cluster.count++;
    return;
  }
  if (clusters.length < most) clusters.push({ sum: [red, green, blue], count: 1 });
}
