import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import { soften } from './neighbors.ts';

/** Half of the window in which hue follows light, in px. */
const REACH = 2;
/** Steps of light in a window that are grain, squared. */
const GRAIN = 12;
/** Hue that follows light by this share is as sharp as it. */
const SHARP = 0.2;

/**
 * Gives the hue at edges the sharpness of light. JPEG keeps hue at half of the resolution (4:2:0), so the hue of a key color reaches into
 * thin lines. Within a few pixels of an edge, all colors are mixes of two, so hue and light are in proportion.
 *
 * @param isEdge marks the pixels to change: 1
 * @returns the image itself if its hue is sharp
 */
export function sharpenHue(image: Pixels, isEdge: Uint8Array): Pixels {
  const { width, height, data } = image;
  const soft = softLight(image);
  const slopes = new Float32Array(2);
  if (followsLight(image, isEdge, soft) > SHARP) return image;
  const sharp = Uint8Array.from(data);
  forEdges(image, isEdge, (at) => {
    fitSlopes(image, soft, at, slopes);
    const light = lightAt(data, at);
    const detail = light - (soft[at] ?? 0);
    const red = hueAt(data, at, 0) + (slopes[0] ?? 0) * detail;
    const blue = hueAt(data, at, 2) + (slopes[1] ?? 0) * detail;
    sharp[at * 4] = clamp(light + red);
    sharp[at * 4 + 1] = clamp(light - (0.299 * red + 0.114 * blue) / 0.587);
    sharp[at * 4 + 2] = clamp(light + blue);
  });
  return { width, height, data: sharp };
}

/** Returns how much of its sharp detail the hue has, 0 to about 1, compared with light. */
function followsLight(image: Pixels, isEdge: Uint8Array, soft: Float32Array): number {
  const { width, data } = image;
  const slopes = new Float32Array(2);
  let [follows, expected, seen] = [0, 0, 0];
  forEdges(image, isEdge, (at) => {
    // Every fourth one is enough to tell.
    if (seen++ % 4 !== 0) return;
    fitSlopes(image, soft, at, slopes);
    const four = [at - 1, at + 1, at - width, at + width];
    const mean = (of: (at: number) => number) => four.reduce((sum, one) => sum + of(one), 0) / 4;
    const softDetail = (soft[at] ?? 0) - mean((one) => soft[one] ?? 0);
    for (const [index, channel] of [0, 2].entries()) {
      const slope = slopes[index] ?? 0;
      const predicted = slope * (lightAt(data, at) - (soft[at] ?? 0));
      const detail = hueAt(data, at, channel) - mean((one) => hueAt(data, one, channel));
      follows += (detail - slope * softDetail) * predicted;
      expected += predicted * predicted;
    }
  });
  return expected === 0 ? 1 : Math.max(0, follows / expected);
}

function forEdges(
  { width, height }: Pixels,
  isEdge: Uint8Array,
  visit: (at: number) => void,
): void {
  for (let y = REACH; y < height - REACH; y++) {
    for (let x = REACH; x < width - REACH; x++) {
      if (isEdge[y * width + x] === 1) visit(y * width + x);
    }
  }
}

/** Writes by how much red and blue hue grow with light around a pixel. */
function fitSlopes(
  { width, data }: Pixels,
  soft: Float32Array,
  middle: number,
  slopes: Float32Array,
): void {
  let [count, light, lights, red, reds, blue, blues] = [0, 0, 0, 0, 0, 0, 0];
  for (let row = -REACH; row <= REACH; row++) {
    const start = middle + row * width;
    for (let at = start - REACH; at <= start + REACH; at++) {
      const value = soft[at] ?? 0;
      const own = lightAt(data, at);
      const [r, b] = [(data[at * 4] ?? 0) - own, (data[at * 4 + 2] ?? 0) - own];
      count++;
      light += value;
      lights += value * value;
      red += r;
      reds += r * value;
      blue += b;
      blues += b * value;
    }
  }
  const variance = lights / count - (light / count) ** 2 + GRAIN;
  slopes[0] = (reds / count - (red / count) * (light / count)) / variance;
  slopes[1] = (blues / count - (blue / count) * (light / count)) / variance;
}

/** Light as soft as halved hue. */
function softLight({ width, height, data }: Pixels): Float32Array {
  const light = new Float32Array(width * height);
  for (let at = 0; at < light.length; at++) light[at] = lightAt(data, at);
  return soften(light, width, height);
}

function lightAt(data: Uint8Array, at: number): number {
  return luma(data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0);
}

function hueAt(data: Uint8Array, at: number, channel: number): number {
  return (data[at * 4 + channel] ?? 0) - lightAt(data, at);
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
