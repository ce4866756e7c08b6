import { decodeEightBits } from '../../decode/decodeImage.ts';
import type { Pixels } from '../../pixels/pixels.ts';
import { isSameContent } from '../../pixels/sameContent.ts';

export interface CheckResultInput {
  /** The image that was sent. */
  readonly source: Uint8Array;
  /** The image that came back. */
  readonly result: Uint8Array;
}

export interface CheckResultOutput {
  /** The source has pixels that one can see through, and the result has none. */
  readonly hasLostTransparency: boolean;
  /** The result shows the source's pixels, encoded again. */
  readonly isSame: boolean;
}

/**
 * Compares a result with its source, for warnings.
 *
 * @throws CheckError `no-pixels`
 */
export async function checkResult(input: CheckResultInput): Promise<CheckResultOutput> {
  const [source, result] = await Promise.all([
    decodeEightBits(input.source),
    decodeEightBits(input.result),
  ]);
  return {
    hasLostTransparency: isTransparent(source) && !isTransparent(result),
    isSame: isSameContent(source, result),
  };
}

/** Smooth edges of an opaque image can be off by a step or two, so a pixel counts from a visible amount on. */
function isTransparent({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 255) < 250) return true;
  return false;
}
