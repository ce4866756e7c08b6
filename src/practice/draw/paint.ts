/** The few operations that paint everything in Practice's drawings. All of them paint in place; sizes in px. */
import type { Pixels } from '../../image/pixels/pixels.ts';

/** Red, green, blue, alpha: 0 to 255 each, not premultiplied. */
export type Rgba = readonly [number, number, number, number];

/** In px. The center of the first pixel is at 0.5, 0.5. */
export type Point = readonly [x: number, y: number];

/** Creates an image of one color, transparent black by default. */
export function createImage(width: number, height: number, color?: Rgba): Pixels {
  const image = { width, height, data: new Uint8Array(width * height * 4) };
  if (color !== undefined) eachRow(image, () => color);
  return image;
}

/** Paints each row with one color: much faster than pixel by pixel. */
export function eachRow(image: Pixels, colorAt: (y: number) => Rgba): void {
  const rowBytes = image.width * 4;
  for (let y = 0; y < image.height; y++) {
    const start = y * rowBytes;
    image.data.set(colorAt(y), start);
    // Doubles what is painted: 4 bytes become 8, 16, 32, up to the end of the row.
    for (let done = 4; done < rowBytes; done *= 2) {
      const count = Math.min(done, rowBytes - done);
      image.data.copyWithin(start + done, start, start + count);
    }
  }
}

/** Paints each pixel with a color of its own. */
export function eachPixel(image: Pixels, colorAt: (x: number, y: number) => Rgba): void {
  const { width, height, data } = image;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) data.set(colorAt(x, y), at);
  }
}

/** Returns a color between two: `share` 0 is `from`, 1 is `to`. */
export function mix(from: Rgba, to: Rgba, share: number): Rgba {
  const between = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [
    between(from[0], to[0]),
    between(from[1], to[1]),
    between(from[2], to[2]),
    between(from[3], to[3]),
  ];
}

/** Paints a rectangle. Ignores what lies outside the image. */
export function fillRect(
  image: Pixels,
  [left, top, width, height]: readonly [number, number, number, number],
  color: Rgba,
): void {
  const right = Math.min(image.width, left + width);
  const bottom = Math.min(image.height, top + height);
  for (let y = Math.max(0, top); y < bottom; y++) {
    for (let x = Math.max(0, left); x < right; x++) blend(image, x, y, color, 1);
  }
}

/** Scan lines per row of pixels: more of them make nearly level edges smoother. */
const SCAN_LINES = 4;

/** Paints the inside of outlines with smooth edges. By the even-odd rule, an outline inside another one is a hole. */
export function fillOutline(
  image: Pixels,
  outlines: readonly (readonly Point[])[],
  color: Rgba,
): void {
  const edges = outlines.flatMap((points) =>
    points.map((point, i) => ({ from: point, to: points[(i + 1) % points.length] ?? point })),
  );
  const ys = outlines.flat().map(([, y]) => y);
  const top = Math.max(0, Math.floor(ys.reduce((a, b) => Math.min(a, b), image.height)));
  const bottom = Math.min(image.height, Math.ceil(ys.reduce((a, b) => Math.max(a, b), 0)));
  const coverage = new Float32Array(image.width);
  for (let y = top; y < bottom; y++) {
    coverage.fill(0);
    for (let line = 0; line < SCAN_LINES; line++) {
      const level = y + (line + 0.5) / SCAN_LINES;
      const crossings: number[] = [];
      for (const { from, to } of edges) {
        if (from[1] <= level === to[1] <= level) continue;
        crossings.push(from[0] + ((level - from[1]) / (to[1] - from[1])) * (to[0] - from[0]));
      }
      crossings.sort((a, b) => a - b);
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        addCoverage(coverage, crossings[i] ?? 0, crossings[i + 1] ?? 0);
      }
    }
    for (let x = 0; x < image.width; x++) {
      const share = coverage[x] ?? 0;
      if (share > 0) blend(image, x, y, color, Math.min(1, share));
    }
  }
}

function addCoverage(coverage: Float32Array, from: number, to: number): void {
  const start = Math.max(0, from);
  const end = Math.min(coverage.length, to);
  for (let x = Math.floor(start); x < end; x++) {
    const share = Math.min(x + 1, end) - Math.max(x, start);
    coverage[x] = (coverage[x] ?? 0) + share / SCAN_LINES;
  }
}

/** Blends a color over one pixel. @param coverage how much of the pixel it covers, 0 to 1 */
function blend(image: Pixels, x: number, y: number, color: Rgba, coverage: number): void {
  const share = (color[3] / 255) * coverage;
  const at = (y * image.width + x) * 4;
  const { data } = image;
  if (share === 1) {
    data[at] = color[0];
    data[at + 1] = color[1];
    data[at + 2] = color[2];
    data[at + 3] = 255;
    return;
  }
  for (let channel = 0; channel < 3; channel++) {
    const old = data[at + channel] ?? 0;
    data[at + channel] = Math.round(old + ((color[channel] ?? 0) - old) * share);
  }
  const alpha = data[at + 3] ?? 0;
  data[at + 3] = Math.round(alpha + (255 - alpha) * share);
}
