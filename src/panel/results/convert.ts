import { USUAL_QUALITY, type WrittenType } from '../../assets/formats.ts';
import { CheckError } from '../../errors.ts';
import { isDecodable } from '../../image/decode/decodable.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { LabelOutput } from '../../image/jobs/pixel/label.ts';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import type { Labeling } from '../../image/provenance/derived.ts';
import type { PanelEncoder } from './encoder.ts';

export interface Conversion {
  /** The bytes of the image file. */
  readonly file: Uint8Array;
  /** The id of the image in the panel. */
  readonly image: string;
  readonly of: 'itself' | 'source';
  readonly canPreview: boolean;
  readonly to: WrittenType;
  /** 1 to 100; ignored for PNG. Missing: a file that already has the type stays as it is, and another one gets the usual quality. */
  readonly quality?: number | undefined;
  /** Missing: the new file says nothing about how the image was made. */
  readonly labeling?: Labeling | undefined;
}

export interface ConvertParts {
  readonly pixels: PixelClient;
  readonly encoder: Pick<PanelEncoder, 'encode'>;
}

/**
 * Returns the image as a file of the requested type. A file that already has this type stays the same, byte for byte, unless a
 * quality is requested. The pixel worker is preferred over the page, because it keeps color profiles and 16 bits. Only the page
 * encodes WebP. A new file says how the image was made, as far as that is known.
 *
 * @param signal ends the work of the pixel worker; the rejection is its reason
 * @throws CheckError `no-pixels`
 */
export async function convert(
  { file, image, of, canPreview, to, quality: wanted, labeling }: Conversion,
  { pixels, encoder }: ConvertParts,
  signal?: AbortSignal,
): Promise<LabelOutput> {
  const type = inspectImage(file)?.type;
  if (type === to && (to === 'png' || wanted === undefined)) {
    return { file, losesCredentials: false };
  }
  const quality = wanted ?? USUAL_QUALITY;
  if (type === undefined) throw new CheckError({ kind: 'no-pixels', why: 'type', what: '' });
  const canWorker = to !== 'webp' && isDecodable(type);
  if (canWorker) return await pixels.run('convert', { file, to, quality, labeling }, signal);
  const encoded = canPreview ? await encoder.encode({ image, of, to, quality }) : undefined;
  if (encoded === undefined) throw new CheckError({ kind: 'no-pixels', why: 'not-made', what: to });
  return await pixels.run('label', { file: encoded, source: file, labeling }, signal);
}
