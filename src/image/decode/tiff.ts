import UTIF from 'utif2';
import type { ImageFacts } from '../formats/inspect.ts';
import type { Raster } from './raster.ts';
import { checkPage } from './tiffCheck.ts';
import { countPages, readDirectory } from './tiffDirectory.ts';

export interface TiffImage extends Raster {
  /** As in Exif, which has it from TIFF. */
  readonly orientation: number;
  /** The number of pages. */
  readonly frames: number;
}

/**
 * Decodes the first page of a TIFF.
 *
 * @param size as the file's header states it
 * @throws Error for broken files and for compressions of raw photos
 */
export function decodeTiff(
  file: Uint8Array,
  size: Pick<ImageFacts, 'width' | 'height'>,
): TiffImage {
  const directory = readDirectory(file);
  checkPage(directory, file, size);
  const { width, height } = size;
  const { t278: rows } = directory;
  // A page may state more rows per strip than it has, and the codec counts them.
  const page = { ...directory, ...(rows && { t278: [Math.min(height, rows[0] ?? height)] }) };
  // The codec takes whole buffers only.
  const { buffer } = Uint8Array.from(file);
  UTIF.decodeImage(buffer, page);
  const data = UTIF.toRGBA8(page);
  if (data.length !== width * height * 4) throw new Error('missing samples');
  const orientation = directory.t274?.[0] ?? 1;
  return { width, height, channels: 4, data, orientation, frames: countPages(file) };
}
