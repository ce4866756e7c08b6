import { decodeImage } from '../../decode/decodeImage.ts';
import { encodeJpeg } from '../../jpeg/encodeJpeg.ts';
import { encodePngInParallel } from '../../png/encodePng.ts';
import { inspectImage } from '../../formats/inspect.ts';
import {
  jpegWithAppearance,
  pngWithAppearance,
  readAppearance,
} from '../../metadata/appearance.ts';
import { toEightBits } from '../../pixels/pixels.ts';

export interface ConvertInput {
  /** An image file that Easel decodes. */
  readonly file: Uint8Array;
  readonly to: 'png' | 'jpeg';
  /** 1 to 100, for JPEG only. */
  readonly quality: number;
}

export interface ConvertOutput {
  readonly file: Uint8Array;
}

/**
 * Converts an image to another type. The copy keeps color profile and resolution, and a PNG its depth.
 *
 * @throws CheckError `no-pixels`
 */
export async function convert({ file, to, quality }: ConvertInput): Promise<ConvertOutput> {
  const pixels = await decodeImage(file);
  const appearance = readAppearance(file, inspectImage(file)?.type ?? 'png');
  if (to === 'jpeg') {
    return { file: jpegWithAppearance(await encodeJpeg(toEightBits(pixels), quality), appearance) };
  }
  return { file: pngWithAppearance(await encodePngInParallel(pixels), appearance) };
}
