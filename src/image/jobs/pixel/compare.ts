import { decodeEightBits } from '../../decode/decodeImage.ts';
import { encodePngInParallel } from '../../png/encodePng.ts';
import { compareImages, type Comparison } from '../../pixels/compare.ts';

export interface CompareInput {
  /** Image files that Easel decodes. */
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
export async function compare({ before, after, threshold }: CompareInput): Promise<CompareOutput> {
  const images = await Promise.all([decodeEightBits(before), decodeEightBits(after)]);
  const { drawing, ...comparison } = compareImages(...images, threshold);
  return { ...comparison, file: await encodePngInParallel(drawing) };
}
