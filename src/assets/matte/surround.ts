import type { Pixels } from '../../image/pixels/pixels.ts';
import type { Color } from '../pixels/color.ts';
import { fitSurfaces, type Surfaces } from './surface.ts';

/** The color around a subject: measured, because models don't paint the color that they were asked for. */
export interface Surround {
  /** In the middle of the image. */
  readonly color: Color;
  /** The color at each pixel, a surface per channel: it drifts over an image. */
  readonly surfaces: Surfaces;
  /** The standard deviation of the grain around it, 0 to 255, of the color's three channels together. */
  readonly grain: number;
  /** How much of the image's border has this color, 0 to 1. */
  readonly borderShare: number;
}

/** How wide the border is, as a share of the shorter side. */
const BORDER = 0.02;
/** Colors within this distance of the border's most frequent one may be the same with drift, 0 to 442. */
const REACH = 60;
const MAX_SAMPLES = 8000;
const ROUNDS = 4;

/** Measures the color at the border of an image, and follows it over the image. */
export function measureSurround(image: Pixels): Surround {
  const border = borderPixels(image);
  const mode = mostFrequent(image, border);
  const isNear = (at: number, color: Color, reach: number) => distance(image, at, color) <= reach;
  const inBorder = border.filter((at) => isNear(at, mode, REACH));
  let surfaces = fitSurfaces(image, inBorder, 1);
  let grain = spread(image, inBorder, surfaces);
  const all = everyPixel(image);
  for (let round = 0; round < ROUNDS; round++) {
    const reach = Math.max(8, Math.min(REACH, grain * 4));
    const fitting = all.filter((at) => isNear(at, colorAt(image, at, surfaces), reach));
    if (fitting.length < 64) break;
    // Few samples on one side would bend a curved surface freely on the other.
    surfaces = fitSurfaces(image, fitting, fitting.length > all.length / 5 ? 2 : 1);
    grain = spread(image, fitting, surfaces);
  }
  const reach = Math.max(10, grain * 4);
  const explained = border.filter((at) => isNear(at, colorAt(image, at, surfaces), reach));
  const middle = image.width * Math.floor(image.height / 2) + Math.floor(image.width / 2);
  return {
    color: colorAt(image, middle, surfaces),
    surfaces,
    grain,
    borderShare: explained.length / Math.max(1, border.length),
  };
}

/** Indices of the pixels of the border, thinned out in large images. */
function borderPixels({ width, height }: Pixels): readonly number[] {
  const depth = Math.max(2, Math.round(Math.min(width, height) * BORDER));
  const area = 2 * depth * (width + height);
  const step = Math.max(1, Math.floor(area / MAX_SAMPLES));
  const found: number[] = [];
  let count = 0;
  for (let y = 0; y < height; y++) {
    const isAcross = y < depth || y >= height - depth;
    for (let x = 0; x < width; x++) {
      if (!isAcross && x === depth && width > 2 * depth) x = width - depth;
      if (count++ % step === 0) found.push(y * width + x);
    }
  }
  return found;
}

function everyPixel({ width, height }: Pixels): readonly number[] {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / MAX_SAMPLES)));
  const found: number[] = [];
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) found.push(y * width + x);
  }
  return found;
}

/** Counts colors in cells of 16 and returns the mean of those around the fullest cell. */
function mostFrequent({ data }: Pixels, pixels: readonly number[]): Color {
  const counts = new Map<number, number>();
  const cellOf = (at: number) =>
    ((data[at * 4] ?? 0) >> 4) * 256 +
    ((data[at * 4 + 1] ?? 0) >> 4) * 16 +
    ((data[at * 4 + 2] ?? 0) >> 4);
  for (const at of pixels) counts.set(cellOf(at), (counts.get(cellOf(at)) ?? 0) + 1);
  const [fullest = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const center: Color = [
    (fullest >> 8) * 16 + 8,
    ((fullest >> 4) & 15) * 16 + 8,
    (fullest & 15) * 16 + 8,
  ];
  const sum = [0, 0, 0];
  let count = 0;
  for (const at of pixels) {
    if (distance({ data }, at, center) > 20) continue;
    count++;
    for (let channel = 0; channel < 3; channel++) {
      sum[channel] = (sum[channel] ?? 0) + (data[at * 4 + channel] ?? 0);
    }
  }
  return count === 0
    ? center
    : [(sum[0] ?? 0) / count, (sum[1] ?? 0) / count, (sum[2] ?? 0) / count];
}

function distance({ data }: Pick<Pixels, 'data'>, at: number, color: Color): number {
  const red = (data[at * 4] ?? 0) - color[0];
  const green = (data[at * 4 + 1] ?? 0) - color[1];
  const blue = (data[at * 4 + 2] ?? 0) - color[2];
  return Math.sqrt(red * red + green * green + blue * blue);
}

function colorAt({ width }: Pick<Pixels, 'width'>, at: number, surfaces: Surfaces): Color {
  const [x, y] = [at % width, Math.floor(at / width)];
  return [surfaces[0].at(x, y), surfaces[1].at(x, y), surfaces[2].at(x, y)];
}

/** The median of the distances, as a standard deviation: outliers don't count. */
function spread(image: Pixels, pixels: readonly number[], surfaces: Surfaces): number {
  const distances = pixels.map((at) => distance(image, at, colorAt(image, at, surfaces)));
  distances.sort((a, b) => a - b);
  return (distances[Math.floor(distances.length / 2)] ?? 0) / MEDIAN_OF_THREE;
}

/** The median length of a vector of three normal numbers, in standard deviations of one of them. */
const MEDIAN_OF_THREE = 1.538;
