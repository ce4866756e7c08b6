import type { ImageFacts } from '../../image/formats/inspect.ts';
import { readJpegOrientation } from '../../image/pixels/orientation.ts';
import { MAX_PIXELS } from '../../image/pixels/pixels.ts';

type Size = Pick<ImageFacts, 'width' | 'height'>;

/**
 * Returns the size of an image as shown, in px, if a region of it can be edited: Easel has to decode its pixels and to
 * encode them again.
 */
export function markableSize(file: Uint8Array, facts: ImageFacts): Size | undefined {
  const { type, width, height, isWhole } = facts;
  if (!isWhole || width === 0 || height === 0 || width * height > MAX_PIXELS) return undefined;
  if (type === 'png') return { width, height };
  if (type !== 'jpeg') return undefined;
  // Orientations from 5 on swap width and height (Exif 2.3, 4.6.4).
  return readJpegOrientation(file) >= 5 ? { width: height, height: width } : { width, height };
}
