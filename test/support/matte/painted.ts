/** What image models make of a scene: a flat color that isn't flat, grain, and the blocks of JPEG. */
import type { Pixels } from '../../../src/image/pixels/pixels.ts';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { encodeJpeg } from '../../../src/image/jpeg/encodeJpeg.ts';
import { compose, random, type Color, type Scene } from './canvas.ts';

export interface Painting {
  /** The color that was really painted, at the middle of the picture. */
  readonly color: Color;
  readonly seed: number;
  /** How far the color drifts over the picture, 0 to 255. */
  readonly drift: number;
  /** The standard deviation of the grain. */
  readonly grain: number;
  /** 1 to 100; missing: without loss. */
  readonly jpeg?: number;
  /** JPEG keeps the hue at half of the resolution (4:2:0). */
  readonly hasHalfColors?: boolean;
}

/** Draws a scene over a color as a model paints it. */
export async function paintOver(scene: Scene, painting: Painting): Promise<Pixels> {
  const { color, seed, drift, grain, jpeg, hasHalfColors } = painting;
  const next = random(seed);
  const slope = [next() - 0.5, next() - 0.5, next() - 0.5].map((value) => value * 2 * drift);
  const bow = (next() - 0.5) * drift;
  const { width, height } = scene;
  const image = compose(scene, (x, y) => {
    const [u, v] = [x / width - 0.5, y / height - 0.5];
    const by = (slope[0] ?? 0) * u + (slope[1] ?? 0) * v + bow * (u * u + v * v) * 2;
    return [
      clamp(color[0] + by),
      clamp(color[1] + by * 0.8 + (slope[2] ?? 0) * u * 0.5),
      clamp(color[2] + by * 0.6),
    ];
  });
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    // Grain is mostly light, and a little color.
    const light = gauss(next) * grain;
    for (let channel = 0; channel < 3; channel++) {
      const value = (image[at * 3 + channel] ?? 0) + light + gauss(next) * grain * 0.4;
      data[at * 4 + channel] = clamp(Math.round(value));
    }
    data[at * 4 + 3] = 255;
  }
  const pixels = { width, height, data };
  if (jpeg === undefined) return pixels;
  return await decodeEightBits(
    await encodeJpeg(hasHalfColors ? halveColors(pixels) : pixels, jpeg),
  );
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, value));
}

function gauss(next: () => number): number {
  return Math.sqrt(-2 * Math.log(next() + 1e-9)) * Math.cos(2 * Math.PI * next());
}

/** Keeps light, and the mean hue of every four pixels, which decoders interpolate: JPEG 4:2:0. */
function halveColors({ width, height, data }: Pixels): Pixels {
  const [columns, rows] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const hues = [0, 2].map((channel) => {
    const means = new Float32Array(columns * rows);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4;
        const cell = (y >> 1) * columns + (x >> 1);
        const value = (data[at + channel] ?? 0) - lightOf(data, at);
        means[cell] = (means[cell] ?? 0) + value / 4;
      }
    }
    return (x: number, y: number) => between(means, columns, rows, x / 2 - 0.25, y / 2 - 0.25);
  });
  const halved = Uint8Array.from(data);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const light = lightOf(data, at);
      const [red = 0, blue = 0] = hues.map((hue) => hue(x, y));
      halved[at] = clamp(Math.round(light + red));
      halved[at + 1] = clamp(Math.round(light - (0.299 * red + 0.114 * blue) / 0.587));
      halved[at + 2] = clamp(Math.round(light + blue));
    }
  }
  return { width, height, data: halved };
}

function between(
  values: Float32Array,
  columns: number,
  rows: number,
  x: number,
  y: number,
): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const value = (column: number, row: number) =>
    values[
      Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column))
    ] ?? 0;
  const [u, v] = [x - left, y - top];
  const above = value(left, top) * (1 - u) + value(left + 1, top) * u;
  const below = value(left, top + 1) * (1 - u) + value(left + 1, top + 1) * u;
  return above * (1 - v) + below * v;
}

function lightOf(data: Uint8Array, at: number): number {
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
