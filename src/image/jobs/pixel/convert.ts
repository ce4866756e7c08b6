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
import { label, type LabelInput, type LabelOutput } from './label.ts';

export interface ConvertInput extends Pick<LabelInput, 'labeling'> {
  /** An image file that Easel decodes. */
  readonly file: Uint8Array;
  readonly to: 'png' | 'jpeg';
  /** 1 to 100, for JPEG only. */
  readonly quality: number;
}

export type ConvertOutput = LabelOutput;

/**
 * Converts an image to another type. The copy keeps color profile and resolution, and a PNG its depth. It says how the image was made,
 * as far as that is known.
 *
 * @throws CheckError `no-pixels`
 */
export async function convert({
  file: source,
  labeling,
  ...order
}: ConvertInput): Promise<ConvertOutput> {
  return label({ file: await encode(source, order), source, labeling });
}

async function encode(
  file: Uint8Array,
  { to, quality }: Pick<ConvertInput, 'to' | 'quality'>,
): Promise<Uint8Array> {
  const pixels = await decodeImage(file);
  const appearance = readAppearance(file, inspectImage(file)?.type ?? 'png');
  if (to === 'jpeg') {
    return jpegWithAppearance(await encodeJpeg(toEightBits(pixels), quality), appearance);
  }
  return pngWithAppearance(await encodePngInParallel(pixels), appearance);
}
