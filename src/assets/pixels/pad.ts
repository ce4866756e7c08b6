import type { Pixels } from '../../image/pixels/pixels.ts';
import { layOut, type Layout } from '../layout.ts';
import type { Recipe } from '../recipe.ts';
import { onColor, padPixels } from './canvas.ts';
import type { Color } from './color.ts';
import { resizePixels } from './resize.ts';

type Placed = Pick<Layout, 'canvas' | 'left' | 'top'>;

/** Puts an image on its canvas, with what a recipe wants around it. */
export function padAround(image: Pixels, layout: Placed, pad: Recipe['pad']): Pixels {
  const padded = padPixels(image, layout);
  // A color is also behind the transparent parts of the image.
  if (pad?.startsWith('#')) return onColor(padded, colorOf(pad));
  if (padded === image || pad === undefined || pad === 'transparent') return padded;
  return pad === 'mirror' ? mirrored(image, layout) : over(padded, blurred(image, layout.canvas));
}

function colorOf(hex: string): Color {
  const bits = Number.parseInt(hex.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** Continues an image at its edges as mirrors there would show it. */
function mirrored({ width, height, data }: Pixels, { canvas, left, top }: Placed): Pixels {
  const target = new Uint8Array(canvas.width * canvas.height * 4);
  const columns = Array.from({ length: canvas.width }, (_, x) => reflected(x - left, width));
  for (let y = 0, at = 0; y < canvas.height; y++) {
    const row = reflected(y - top, height) * width;
    for (const column of columns) {
      const from = (row + column) * 4;
      target.set(data.subarray(from, from + 4), at);
      at += 4;
    }
  }
  return { ...canvas, data: target };
}

/** Returns the place inside of a line that a place outside shows. */
function reflected(at: number, length: number): number {
  const place = ((at % (2 * length)) + 2 * length) % (2 * length);
  return place < length ? place : 2 * length - 1 - place;
}

/** The longer side in px of the image that is enlarged again. So nothing in it can be recognized. */
const BLURRED_SIDE = 24;

/** Returns the middle of an image without any detail, so that it fills a canvas. */
function blurred(image: Pixels, canvas: Layout['canvas']): Pixels {
  const { crop } = layOut(image, canvas, 'cover');
  const scale = Math.min(1, BLURRED_SIDE / Math.max(canvas.width, canvas.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const small = { width: side(canvas.width), height: side(canvas.height) };
  const coarse = smoothed(resizePixels(image, small, crop));
  return resizePixels(coarse, canvas);
}

/** Mixes each pixel with its neighbors, so that enlarging shows no squares. */
function smoothed(image: Pixels): Pixels {
  const { width, height, data } = image;
  const mixed = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      const sums = [0, 0, 0, 0];
      let count = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const from = (row * width + column) * 4;
          const alpha = data[from + 3] ?? 0;
          for (let channel = 0; channel < 3; channel++) {
            sums[channel] = (sums[channel] ?? 0) + (data[from + channel] ?? 0) * alpha;
          }
          sums[3] = (sums[3] ?? 0) + alpha;
          count += 1;
        }
      }
      const [red = 0, green = 0, blue = 0, alpha = 0] = sums;
      if (alpha === 0) continue;
      mixed.set([red / alpha, green / alpha, blue / alpha, alpha / count].map(Math.round), to);
    }
  }
  return { width, height, data: mixed };
}

/** Puts an image over another one of the same size (Porter and Duff, 1984). */
function over({ width, height, data: top }: Pixels, { data: bottom }: Pixels): Pixels {
  const data = new Uint8Array(top.length);
  for (let at = 0; at < data.length; at += 4) {
    const above = (top[at + 3] ?? 0) / 255;
    const below = ((bottom[at + 3] ?? 0) / 255) * (1 - above);
    const alpha = above + below;
    if (alpha === 0) continue;
    for (let channel = at; channel < at + 3; channel++) {
      data[channel] = Math.round(
        ((top[channel] ?? 0) * above + (bottom[channel] ?? 0) * below) / alpha,
      );
    }
    data[at + 3] = Math.round(alpha * 255);
  }
  return { width, height, data };
}
