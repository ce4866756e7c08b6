import type { Pixels } from './pixels.ts';
import { remap } from './remap.ts';

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
