import { tiffOrientation } from '../metadata/exif.ts';
import type { Pixels } from './pixels.ts';
import { remap } from './remap.ts';

const EXIF = 0x45786966;
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

/**
 * Returns the orientation that a JPEG's Exif segment states, 1 to 8 (Exif 2.3, 4.6.4): how the camera was held. Returns 1,
 * upright, if the file states none; other numbers if it states them.
 */
export function readJpegOrientation(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 2; at + 18 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === START_OF_SCAN || length < 2) return 1;
    if (marker === APP1 && view.getUint32(at + 4) === EXIF) {
      const end = Math.min(view.byteLength, at + 2 + length);
      return tiffOrientation(file.subarray(at + 10, Math.max(at + 10, end)));
    }
    at += 2 + length;
  }
  return 1;
}

/**
 * Turns stored pixels upright, which is how VS Code shows a photo and how the user marks it.
 *
 * @param orientation as Exif numbers it; returns the image itself for 1 and for unknown numbers
 */
export function applyOrientation(image: Pixels, orientation: number): Pixels {
  if (orientation < 2 || orientation > 8) return image;
  const { width, height } = image;
  const isTurned = orientation >= 5;
  const [across, down] = isTurned ? [height, width] : [width, height];
  // Whether columns and rows of the upright image run backwards in the stored one (Exif 2.3, figure on Orientation).
  const isMirrored = [2, 3, 7, 8].includes(orientation);
  const isFlipped = [3, 4, 6, 7].includes(orientation);
  return remap(image, across, down, (x, y) => {
    const [column, row] = isTurned ? [y, x] : [x, y];
    return [isMirrored ? width - 1 - column : column, isFlipped ? height - 1 - row : row];
  });
}
