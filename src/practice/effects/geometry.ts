/** Effects that move pixels or change the size. All of them return a new image; sizes in px. */
import type { Pixels } from '../../image/pixels/pixels.ts';
import { remap } from '../../image/pixels/remap.ts';
import { createImage } from '../draw/paint.ts';

export function flip(image: Pixels, axis: 'horizontal' | 'vertical'): Pixels {
  const { width, height } = image;
  return remap(image, width, height, (x, y) =>
    axis === 'horizontal' ? [width - 1 - x, y] : [x, height - 1 - y],
  );
}

/** @param quarters clockwise quarter turns; negative ones turn counterclockwise */
export function rotate(image: Pixels, quarters: number): Pixels {
  const { width, height } = image;
  switch (((quarters % 4) + 4) % 4) {
    case 1:
      return remap(image, height, width, (x, y) => [y, height - 1 - x]);
    case 2:
      return remap(image, width, height, (x, y) => [width - 1 - x, height - 1 - y]);
    case 3:
      return remap(image, height, width, (x, y) => [width - 1 - y, x]);
    default:
      return image;
  }
}

/** Returns the largest part of this ratio around the center. */
export function crop(image: Pixels, [across, down]: readonly [number, number]): Pixels {
  const ratio = across / down;
  const width = Math.max(1, Math.min(image.width, Math.round(image.height * ratio)));
  const height = Math.max(1, Math.min(image.height, Math.round(image.width / ratio)));
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  return remap(image, width, height, (x, y) => [x + left, y + top]);
}

/** Scales to a height by the nearest pixel, and keeps the ratio. */
function scaleToHeight(image: Pixels, height: number): Pixels {
  if (image.height === height) return image;
  const factor = image.height / height;
  const width = widthAtHeight(image, height);
  return remap(image, width, height, (x, y) => [
    Math.min(image.width - 1, Math.floor((x + 0.5) * factor)),
    Math.min(image.height - 1, Math.floor((y + 0.5) * factor)),
  ]);
}

function widthAtHeight(image: Pick<Pixels, 'width' | 'height'>, height: number): number {
  return Math.max(1, Math.round((image.width * height) / image.height));
}

/** Puts images next to each other in their order, all as high as the first. Returns `undefined` beyond `maxPixels`. */
export function sideBySide(images: readonly Pixels[], maxPixels: number): Pixels | undefined {
  const height = images[0]?.height ?? 1;
  const width = images.reduce((sum, image) => sum + widthAtHeight(image, height), 0);
  if (width * height > maxPixels) return undefined;
  const result = createImage(width, height);
  let left = 0;
  for (const image of images) {
    const scaled = scaleToHeight(image, height);
    const rowBytes = scaled.width * 4;
    for (let y = 0; y < height; y++) {
      const row = scaled.data.subarray(y * rowBytes, (y + 1) * rowBytes);
      result.data.set(row, (y * width + left) * 4);
    }
    left += scaled.width;
  }
  return result;
}
