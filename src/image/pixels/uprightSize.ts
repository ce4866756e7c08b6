import type { ImageFacts } from '../formats/inspect.ts';
import { readJpegOrientation } from './orientation.ts';

/** Returns the size in px of an image as viewers show it: a JPEG can be stored turned. */
export function uprightSize(
  file: Uint8Array,
  { type, width, height }: Pick<ImageFacts, 'type' | 'width' | 'height'>,
): { readonly width: number; readonly height: number } {
  // Orientations 5 to 8 are those with a quarter turn (Exif 2.3, 4.6.4).
  const isTurned = type === 'jpeg' && readJpegOrientation(file) >= 5;
  return isTurned ? { width: height, height: width } : { width, height };
}
