/** A small painter whose pixels have a known color and alpha, in floating-point numbers. */
import type { Pixels } from '../../../src/image/pixels/pixels.ts';

export type Color = readonly [red: number, green: number, blue: number];
/** How much of a pixel a shape covers, 0 to 1. @param x center of the pixel, in px */
export type Cover = (x: number, y: number) => number;

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue (0 to 255, premultiplied), and alpha (0 to 1) of each pixel. */
  readonly data: Float32Array;
}

export function createScene(width: number, height: number): Scene {
  return { width, height, data: new Float32Array(width * height * 4) };
}

/** Paints a shape over what is there. */
export function paint(
  { width, height, data }: Scene,
  cover: Cover,
  colorAt: Color | ((x: number, y: number) => Color),
  opacity = 1,
): void {
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const alpha = Math.min(1, Math.max(0, cover(x + 0.5, y + 0.5))) * opacity;
      if (alpha <= 0) continue;
      const color = typeof colorAt === 'function' ? colorAt(x, y) : colorAt;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] =
          (data[at + channel] ?? 0) * (1 - alpha) + (color[channel] ?? 0) * alpha;
      }
      data[at + 3] = (data[at + 3] ?? 0) * (1 - alpha) + alpha;
    }
  }
}

/** The edge of a shape is one pixel wide, as renderers draw it. @param distance to the edge in px, negative inside */
function edge(distance: number): number {
  return 0.5 - distance;
}

export function disk(cx: number, cy: number, radius: number): Cover {
  return (x, y) => edge(Math.hypot(x - cx, y - cy) - radius);
}

export function ring(cx: number, cy: number, radius: number, thickness: number): Cover {
  return (x, y) => edge(Math.abs(Math.hypot(x - cx, y - cy) - radius) - thickness / 2);
}

export function box(left: number, top: number, right: number, bottom: number, round = 0): Cover {
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const [w, h] = [(right - left) / 2 - round, (bottom - top) / 2 - round];
  return (x, y) => {
    const [dx, dy] = [Math.abs(x - cx) - w, Math.abs(y - cy) - h];
    const outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
    return edge(outside + Math.min(Math.max(dx, dy), 0) - round);
  };
}

/** A shape without an edge, like a shadow. @param blur in px */
export function blob(cx: number, cy: number, rx: number, ry: number, blur: number): Cover {
  return (x, y) => {
    const distance = (Math.hypot((x - cx) / rx, (y - cy) / ry) - 1) * Math.min(rx, ry);
    return 1 / (1 + Math.exp((distance / blur) * 3));
  };
}

/** Paints lines of a width in px through points. Fast: it only visits the pixels nearby. */
export function stroke(
  scene: Scene,
  points: readonly (readonly [number, number])[],
  lineWidth: number,
  color: Color,
  opacity = 1,
): void {
  const [left, top, right, bottom] = bounds(points, lineWidth / 2 + 1, scene);
  const part = createScene(right - left, bottom - top);
  if (part.data.length === 0) return;
  const cover: Cover = (x, y) => {
    let nearest = Infinity;
    for (let index = 1; index < points.length; index++) {
      const [a, b] = [points[index - 1], points[index]];
      if (a && b) nearest = Math.min(nearest, distanceTo(x + left, y + top, a, b));
    }
    // Lines thinner than a pixel cover a part of it.
    return Math.min(edge(nearest - lineWidth / 2), lineWidth);
  };
  paint(part, cover, [0, 0, 0]);
  paint(
    scene,
    (x, y) => {
      const [column, row] = [Math.floor(x) - left, Math.floor(y) - top];
      if (column < 0 || row < 0 || column >= part.width || row >= part.height) return 0;
      return part.data[(row * part.width + column) * 4 + 3] ?? 0;
    },
    color,
    opacity,
  );
}

function bounds(
  points: readonly (readonly [number, number])[],
  margin: number,
  { width, height }: Scene,
): [number, number, number, number] {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [
    Math.max(0, Math.floor(Math.min(...xs) - margin)),
    Math.max(0, Math.floor(Math.min(...ys) - margin)),
    Math.min(width, Math.ceil(Math.max(...xs) + margin)),
    Math.min(height, Math.ceil(Math.max(...ys) + margin)),
  ];
}

function distanceTo(
  x: number,
  y: number,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

/** Draws a scene over a color for each pixel, in floating-point numbers. @returns red, green, blue */
export function compose({ width, height, data }: Scene, colorAt: (x: number, y: number) => Color) {
  const image = new Float32Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const color = colorAt(x, y);
      const rest = 1 - (data[at * 4 + 3] ?? 0);
      for (let channel = 0; channel < 3; channel++) {
        image[at * 3 + channel] = (data[at * 4 + channel] ?? 0) + rest * (color[channel] ?? 0);
      }
    }
  }
  return image;
}

/** The scene as a picture with alpha. */
export function toPixels({ width, height, data }: Scene): Pixels {
  const pixels = new Uint8Array(width * height * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    if (alpha <= 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      pixels[at + channel] = Math.round((data[at + channel] ?? 0) / alpha);
    }
    pixels[at + 3] = Math.round(alpha * 255);
  }
  return { width, height, data: pixels };
}

/** A generator of numbers from 0 to 1 that depends on its seed only. */
export function random(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
