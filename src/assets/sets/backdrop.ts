import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import type { Color } from '../pixels/color.ts';

/** What is behind the subject of an image, and how far the subject reaches. */
export interface Backdrop {
  /** The color that fits behind and around the image. */
  readonly color: Color;
  /** The distance in px from the middle of the image to the farthest pixel that belongs to its subject. */
  readonly reach: number;
}

/** Looks at so many px of each row and column. A line that is thinner than the steps between them can be missed by one step. */
const SAMPLES = 512;
/** In steps of 255: less can't be seen. */
const MIN_ALPHA = 8;
/** In steps of 255: what lossy formats change in a plain color. */
const MAX_DEVIATION = 12;
/** A subject that is brighter than this would be lost on white. */
const MAX_LUMA = 200;
const [WHITE, DARK]: readonly [Color, Color] = [
  [255, 255, 255],
  [31, 31, 31],
];

/**
 * Finds out what is behind the subject of an image. Transparency gets white, or a dark color if the subject is bright. A border of one
 * opaque color is the backdrop itself, and of other images all is subject, with the mean color of their border around them.
 */
export function backdropOf(image: Pixels): Backdrop {
  const border = borderOf(image);
  const isOpaque = border.every(([, , , alpha]) => alpha === 255);
  if (!isOpaque) {
    const isSubject = ([, , , alpha]: Sample) => alpha > MIN_ALPHA;
    return { color: contrastingColor(image), reach: reachOf(image, isSubject) };
  }
  const color = meanOf(border);
  const differs = (sample: Sample) =>
    color.some((value, index) => Math.abs(value - (sample[index] ?? 0)) > MAX_DEVIATION);
  const isPlain = !border.some(differs);
  return { color, reach: reachOf(image, isPlain ? differs : () => true) };
}

/** Returns a color as CSS writes it. */
export function hexColor(color: Color): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

type Sample = readonly [red: number, green: number, blue: number, alpha: number];

function sampleAt({ width, data }: Pixels, x: number, y: number): Sample {
  const at = (y * width + x) * 4;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, data[at + 3] ?? 0];
}

/** Returns places along a side, with both ends. */
function places(length: number): readonly number[] {
  const count = Math.min(length, SAMPLES);
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, index) =>
    Math.round((index * (length - 1)) / (count - 1)),
  );
}

function borderOf(image: Pixels): readonly Sample[] {
  const { width, height } = image;
  return [
    ...places(width).flatMap((x) => [sampleAt(image, x, 0), sampleAt(image, x, height - 1)]),
    ...places(height).flatMap((y) => [sampleAt(image, 0, y), sampleAt(image, width - 1, y)]),
  ];
}

function meanOf(samples: readonly Sample[]): Color {
  const mean = (index: 0 | 1 | 2) =>
    Math.round(samples.reduce((sum, sample) => sum + sample[index], 0) / samples.length);
  return [mean(0), mean(1), mean(2)];
}

function reachOf(image: Pixels, isSubject: (sample: Sample) => boolean): number {
  const { width, height } = image;
  const [columns, rows] = [places(width), places(height)];
  const step = Math.max(width / columns.length, height / rows.length);
  let farthest = 0;
  for (const y of rows) {
    for (const x of columns) {
      // Of the pixel, the corner that is farthest from the middle.
      const [dx, dy] = [Math.abs(x + 0.5 - width / 2) + 0.5, Math.abs(y + 0.5 - height / 2) + 0.5];
      const distance = Math.hypot(dx, dy);
      if (distance > farthest && isSubject(sampleAt(image, x, y))) farthest = distance;
    }
  }
  if (farthest === 0) return 0;
  // A pixel between two samples may reach farther.
  return Math.min(Math.hypot(width, height) / 2, farthest + (step > 1 ? step : 0));
}

function contrastingColor(image: Pixels): Color {
  let [sum, weight] = [0, 0];
  for (const y of places(image.height)) {
    for (const x of places(image.width)) {
      const [red, green, blue, alpha] = sampleAt(image, x, y);
      sum += luma(red, green, blue) * alpha;
      weight += alpha;
    }
  }
  return weight > 0 && sum / weight > MAX_LUMA ? DARK : WHITE;
}
