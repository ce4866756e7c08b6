import { applyOrientation } from '../pixels/orientation.ts';
import type { DeepPixels } from '../pixels/pixels.ts';

/** Decoded samples as a codec returns them: opaque images need no alpha, which saves a quarter of the memory. */
export interface Raster {
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** 3 for RGB, 4 for RGBA, row by row. */
  readonly channels: 3 | 4;
  /** 8 or 16 bits per sample. Not premultiplied. May be a view of a codec's memory. */
  readonly data: Uint8Array | Uint16Array;
}

/** A decoded file with its pixels as they are stored. */
export interface StoredImage extends Raster {
  /** How to turn it upright, as Exif numbers it, 1 to 8. */
  readonly orientation: number;
  /** The number of frames, of which this is the first. */
  readonly frames: number;
}

/** Returns the pixels of a stored image, upright. */
export function uprightPixels(image: StoredImage): DeepPixels {
  const { data, ...pixels } = withAlpha(image);
  if (data instanceof Uint8Array) return applyOrientation({ ...pixels, data }, image.orientation);
  // No type with 16 bits has an orientation.
  return { ...pixels, data };
}

function withAlpha({ width, height, channels, data }: Raster): DeepPixels {
  if (channels === 4) return { width, height, data };
  const isDeep = data instanceof Uint16Array;
  const rgba = isDeep ? new Uint16Array(width * height * 4) : new Uint8Array(width * height * 4);
  const opaque = isDeep ? 65_535 : 255;
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 0;
    rgba[to + 1] = data[from + 1] ?? 0;
    rgba[to + 2] = data[from + 2] ?? 0;
    rgba[to + 3] = opaque;
  }
  return { width, height, data: rgba };
}
