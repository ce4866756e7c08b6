import { decodePixels, encodePngFile } from '../../pixels/codec.ts';
import { compareImages, type Comparison } from '../../pixels/compare.ts';
import { toEightBits } from '../../pixels/pixels.ts';

export interface CompareInput {
  /** PNG or JPEG files. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Differences up to this do not count: 0 to 255, of the channel that differs most. */
  readonly threshold: number;
}

export interface CompareOutput extends Omit<Comparison, 'drawing'> {
  /** A PNG file of the size of `before` in which the changed pixels stand out. */
  readonly file: Uint8Array;
}

/**
 * Measures and draws what differs between two images.
 *
 * @throws CheckError `no-pixels`
 */
export function compare({ before, after, threshold }: CompareInput): CompareOutput {
  const { drawing, ...comparison } = compareImages(
    toEightBits(decodePixels(before)),
    toEightBits(decodePixels(after)),
    threshold,
  );
  return { ...comparison, file: encodePngFile(drawing) };
}
