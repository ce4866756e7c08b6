/** Changes of place and size. All of them make a new image; sizes in px. */
import { raster, type Raster } from '../draw/paint.ts';

type From = (x: number, y: number) => readonly [x: number, y: number];

/** A new image whose every pixel is taken from the place that `from` names. */
function gathered(image: Raster, width: number, height: number, from: From): Raster {
  const result = raster(width, height);
  const source = new Uint32Array(image.data.buffer, image.data.byteOffset, image.data.length / 4);
  const target = new Uint32Array(result.data.buffer);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [sx, sy] = from(x, y);
      target[at] = source[sy * image.width + sx] ?? 0;
    }
  }
  return result;
}

export function flip(image: Raster, axis: 'horizontal' | 'vertical'): Raster {
  const { width, height } = image;
  return gathered(image, width, height, (x, y) =>
    axis === 'horizontal' ? [width - 1 - x, y] : [x, height - 1 - y],
  );
}

/** Clockwise, in quarter turns. */
export function rotate(image: Raster, quarters: number): Raster {
  const { width, height } = image;
  switch (((quarters % 4) + 4) % 4) {
    case 1:
      return gathered(image, height, width, (x, y) => [y, height - 1 - x]);
    case 2:
      return gathered(image, width, height, (x, y) => [width - 1 - x, height - 1 - y]);
    case 3:
      return gathered(image, height, width, (x, y) => [width - 1 - y, x]);
    default:
      return image;
  }
}

/** The largest part around the middle that has this ratio. */
export function crop(image: Raster, [across, down]: readonly [number, number]): Raster {
  const ratio = across / down;
  const width = Math.max(1, Math.min(image.width, Math.round(image.height * ratio)));
  const height = Math.max(1, Math.min(image.height, Math.round(image.width / ratio)));
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  return gathered(image, width, height, (x, y) => [x + left, y + top]);
}

/** To a height, in proportion, by the nearest pixel. */
function scaledTo(image: Raster, height: number): Raster {
  if (image.height === height) return image;
  const factor = image.height / height;
  const width = widthAt(image, height);
  return gathered(image, width, height, (x, y) => [
    Math.min(image.width - 1, Math.floor((x + 0.5) * factor)),
    Math.min(image.height - 1, Math.floor((y + 0.5) * factor)),
  ]);
}

function widthAt(
  image: { readonly width: number; readonly height: number },
  height: number,
): number {
  return Math.max(1, Math.round((image.width * height) / image.height));
}

/** One beside the other in their order, all as high as the first; `undefined` beyond `mostPixels`. */
export function sideBySide(images: readonly Raster[], mostPixels: number): Raster | undefined {
  const height = images[0]?.height ?? 1;
  const width = images.reduce((sum, image) => sum + widthAt(image, height), 0);
  if (width * height > mostPixels) return undefined;
  const result = raster(width, height);
  let left = 0;
  for (const image of images) {
    const scaled = scaledTo(image, height);
    const row = scaled.width * 4;
    for (let y = 0; y < height; y++) {
      result.data.set(scaled.data.subarray(y * row, (y + 1) * row), (y * width + left) * 4);
    }
    left += scaled.width;
  }
  return result;
}
