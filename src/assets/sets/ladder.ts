import type { Box, Pixels } from '../../image/pixels/pixels.ts';
import { cropPixels } from '../pixels/canvas.ts';
import { resizePixels } from '../pixels/resize.ts';
import { shrinkPixels } from '../pixels/shrink.ts';
import type { Size } from '../layout.ts';

/** Scales parts of one image to many sizes. Ask for large sizes first. */
export interface Ladder {
  readonly scale: (crop: Box, size: Size) => Pixels;
}

/**
 * Returns a ladder that makes each size from the smallest one before it that has at least twice its pixels on each side, and of a large
 * image makes such a step first, in a hurry. So reading the whole image once is enough, and no size differs visibly from one that is
 * made of the image itself.
 */
export function createLadder(image: Pixels): Ladder {
  const steps = new Map<string, Pixels[]>();
  return {
    scale: (crop, size) => {
      const key = [crop.x, crop.y, crop.width, crop.height].join(' ');
      const made = steps.get(key) ?? [];
      steps.set(key, made);
      const same = made.find((one) => one.width === size.width && one.height === size.height);
      if (same) return same;
      const double = { width: 2 * size.width, height: 2 * size.height };
      const [smallest] = made
        .filter(({ width, height }) => width >= double.width && height >= double.height)
        .sort((a, b) => a.width - b.width);
      let from = smallest;
      if (from === undefined) {
        from = cropPixels(image, crop);
        const factor = Math.floor(Math.min(crop.width / double.width, crop.height / double.height));
        if (factor >= 2) {
          from = shrinkPixels(from, factor);
          made.push(from);
        }
      }
      const scaled = resizePixels(from, size);
      made.push(scaled);
      return scaled;
    },
  };
}
