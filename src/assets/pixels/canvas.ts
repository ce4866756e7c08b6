import type { Box, Pixels } from '../../image/pixels/pixels.ts';
import type { Layout } from '../layout.ts';
import type { Color } from './color.ts';

/** Returns a part of an image. @param box inside the image */
export function cropPixels(image: Pixels, { x, y, width, height }: Box): Pixels {
  if (width === image.width && height === image.height) return image;
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * image.width + x) * 4;
    data.set(image.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}

/** Puts an image on a transparent canvas. */
export function padPixels(
  image: Pixels,
  { canvas: { width, height }, left, top }: Pick<Layout, 'canvas' | 'left' | 'top'>,
): Pixels {
  if (width === image.width && height === image.height) return image;
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < image.height; row++) {
    const pixels = image.data.subarray(row * image.width * 4, (row + 1) * image.width * 4);
    data.set(pixels, ((top + row) * width + left) * 4);
  }
  return { width, height, data };
}

/** Puts an image on a color. */
export function onColor({ width, height, data }: Pixels, color: Color): Pixels {
  const opaque = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255;
    color.forEach((behind, index) => {
      opaque[at + index] = Math.round((data[at + index] ?? 0) * alpha + behind * (1 - alpha));
    });
    opaque[at + 3] = 255;
  }
  return { width, height, data: opaque };
}
