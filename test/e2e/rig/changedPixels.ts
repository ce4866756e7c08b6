import type { Pixels } from '../../../src/image/pixels/pixels.ts';
import type { savedPng } from '../rig.ts';

export type Box = readonly [left: number, top: number, right: number, bottom: number];

/**
 * Counts the pixels whose color differs from an opaque source of the same size.
 *
 * @param reach in px: how far around the box a pixel still counts as inside
 */
export function changedPixels(
  { width, height, channels, data }: Awaited<ReturnType<typeof savedPng>>,
  source: Pixels,
  [left, top, right, bottom]: Box,
  reach: number,
): { readonly inside: number; readonly outside: number } {
  let [inside, outside] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [at, from] = [(y * width + x) * channels, (y * width + x) * 4];
      const isSame = [0, 1, 2].every(
        (channel) => data[at + channel] === source.data[from + channel],
      );
      if (isSame) continue;
      const isInside = x >= left - reach && x < right + reach && y >= top - reach && y < bottom + reach; // prettier-ignore
      if (isInside) inside += 1;
      else outside += 1;
    }
  }
  return { inside, outside };
}
