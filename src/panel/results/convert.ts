import { CheckError } from '../../errors.ts';
import { imageFacts } from '../../image/formats/inspect.ts';
import type { PixelWork } from '../../image/jobs/pixelClient.ts';
import type { PanelEncoder } from './encoder.ts';
import type { SavedType } from './protocol.ts';

/** What is to be made of which image. */
export interface Conversion {
  /** The image's own file. */
  readonly file: Uint8Array;
  /** How the panel knows it. */
  readonly image: string;
  readonly of: 'itself' | 'source';
  readonly canPreview: boolean;
  readonly to: SavedType;
  /** 1 to 100; PNG has none. */
  readonly quality: number;
}

export interface ConvertParts {
  readonly pixels: PixelWork;
  readonly encoder: Pick<PanelEncoder, 'encode'>;
}

/**
 * The image as a file of that type. A file that is of it already stays as it is, byte for byte; the pixel worker, which
 * keeps colour profiles and 16 bits, comes before the document.
 *
 * @throws CheckError `no-pixels`
 */
export async function converted(
  { file, image, of, canPreview, to, quality }: Conversion,
  { pixels, encoder }: ConvertParts,
): Promise<Uint8Array> {
  const type = imageFacts(file)?.type;
  if (type === to) return file;
  if (type === undefined) throw new CheckError({ kind: 'no-pixels', why: 'type', what: '' });
  const isWorkers = to !== 'webp' && (type === 'png' || type === 'jpeg');
  if (isWorkers) return (await pixels.do({ kind: 'convert', file, to, quality })).file;
  const made = canPreview ? await encoder.encode({ image, of, to, quality }) : undefined;
  if (made === undefined) throw new CheckError({ kind: 'no-pixels', why: 'not-made', what: to });
  return made;
}
