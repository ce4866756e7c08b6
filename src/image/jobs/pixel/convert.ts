import { decodePixels, encodeJpegFile, encodePngFile } from '../../pixels/codec.ts';
import { copyColorProfile } from '../../pixels/colorProfile.ts';
import { toEightBits } from '../../pixels/pixels.ts';

export interface ConvertInput {
  /** A PNG or JPEG file. */
  readonly file: Uint8Array;
  readonly to: 'png' | 'jpeg';
  /** 1 to 100, for JPEG only. */
  readonly quality: number;
}

export interface ConvertOutput {
  readonly file: Uint8Array;
}

/**
 * Converts an image to another type. A PNG keeps its depth and color profile.
 *
 * @throws CheckError `no-pixels`
 */
export function convert({ file, to, quality }: ConvertInput): ConvertOutput {
  const pixels = decodePixels(file);
  if (to === 'jpeg') return { file: encodeJpegFile(toEightBits(pixels), quality) };
  return { file: copyColorProfile(file, encodePngFile(pixels)) };
}
