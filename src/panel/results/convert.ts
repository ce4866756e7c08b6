import { CheckError } from '../../errors.ts';
import { isDecodable } from '../../image/decode/decodable.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import type { PanelEncoder } from './encoder.ts';
import type { SavedType } from './protocol.ts';

export interface Conversion {
  /** The bytes of the image file. */
  readonly file: Uint8Array;
  /** The id of the image in the panel. */
  readonly image: string;
  readonly of: 'itself' | 'source';
  readonly canPreview: boolean;
  readonly to: SavedType;
  /** 1 to 100; ignored for PNG. */
  readonly quality: number;
}

export interface ConvertParts {
  readonly pixels: PixelClient;
  readonly encoder: Pick<PanelEncoder, 'encode'>;
}

/**
 * Returns the image as a file of the requested type. A file that already has this type stays the same, byte for byte. The
 * pixel worker is preferred over the page, because it keeps color profiles and 16 bits. Only the page encodes WebP.
 *
 * @throws CheckError `no-pixels`
 */
export async function convert(
  { file, image, of, canPreview, to, quality }: Conversion,
  { pixels, encoder }: ConvertParts,
): Promise<Uint8Array> {
  const type = inspectImage(file)?.type;
  if (type === to) return file;
  if (type === undefined) throw new CheckError({ kind: 'no-pixels', why: 'type', what: '' });
  const canWorker = to !== 'webp' && isDecodable(type);
  if (canWorker) return (await pixels.run('convert', { file, to, quality })).file;
  const encoded = canPreview ? await encoder.encode({ image, of, to, quality }) : undefined;
  if (encoded === undefined) throw new CheckError({ kind: 'no-pixels', why: 'not-made', what: to });
  return encoded;
}
