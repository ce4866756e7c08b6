import { CheckError } from '../errors.ts';
import type { Pixels } from '../image/pixels/pixels.ts';
import { quantize } from './pixels/quantize.ts';
import { largestColorShift, similarity } from './pixels/similarity.ts';

/** The numbers of colors that are tried after all colors of the image. With fewer than 16, drawings lose colors too. */
const COLORS = [256, 128, 64, 32, 16] as const;
/** A palette makes plain parts grainy where a quality makes them soft, and grain is easier to see. */
const MIN_SIMILARITY = 0.97;
/** In steps of 255. Below it, neighbors of the same color don't look different. */
const MAX_COLOR_SHIFT = 4;

export interface LightPng {
  readonly file: Uint8Array;
  /** How many colors the file has at most. Missing: it has all of them. */
  readonly colors?: number;
}

/**
 * Encodes a PNG that is light enough: with all colors, or with as many as that allows, if the difference isn't visible.
 *
 * @param encode doesn't lose anything
 * @throws CheckError `too-heavy`. It names the lightest file that looks right.
 */
export async function encodePngUnder(
  pixels: Pixels,
  mostBytes: number,
  encode: (pixels: Pixels) => Promise<Uint8Array>,
): Promise<LightPng> {
  const exact = await encode(pixels);
  if (exact.length <= mostBytes) return { file: exact };
  let leastBytes = exact.length;
  for (const colors of COLORS) {
    const reduced = quantize(pixels, colors);
    // Fewer colors look worse.
    if (!looksLike(pixels, reduced)) break;
    const file = await encode(reduced);
    if (file.length <= mostBytes) return { file, colors };
    // The grain of a few colors can need more bytes than a smooth image.
    leastBytes = Math.min(leastBytes, file.length);
  }
  throw new CheckError({ kind: 'too-heavy', mostBytes, leastBytes });
}

function looksLike(image: Pixels, reduced: Pixels): boolean {
  return (
    similarity(image, reduced) >= MIN_SIMILARITY &&
    largestColorShift(image, reduced) <= MAX_COLOR_SHIFT
  );
}
