import { inflateSync } from 'node:zlib';
import UTIF, { type Directory } from 'utif2';
import type { Raster } from './raster.ts';

const MAX_SUPPORTED_BITS = 16;
/** Samples of a pixel: CMYK with alpha. */
const MAX_SAMPLES = 5;
const MAX_STRIP_BYTES = 1 << 29;
const SPARE_BYTES = 1 << 16;
const DEFLATE: ReadonlySet<number> = new Set([8, 32946]);
const COMPRESSIONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 7, 8, 32773, 32946]);

export interface TiffImage extends Raster {
  /** As in Exif, which has it from TIFF. */
  readonly orientation: number;
  /** The number of pages. */
  readonly frames: number;
}

/** Decodes the first page of a TIFF. @throws Error for broken files and for compressions of raw photos */
export function decodeTiff(file: Uint8Array): TiffImage {
  // The codec takes whole buffers only.
  const { buffer } = Uint8Array.from(file);
  const pages = UTIF.decode(buffer);
  const [page] = pages;
  if (page === undefined) throw new Error('no page');
  checkPage(page, file);
  UTIF.decodeImage(buffer, page);
  const { width, height } = page;
  const data = UTIF.toRGBA8(page);
  if (data.length !== width * height * 4) throw new Error('missing samples');
  const orientation = numbers(page.t274)[0] ?? 1;
  return { width, height, channels: 4, data, orientation, frames: pages.length };
}

/** The codec reads past the end of a file as if zeros followed. */
function checkPage(page: Directory, file: Uint8Array): void {
  const compression = numbers(page.t259)[0] ?? 1;
  if (!COMPRESSIONS.has(compression)) throw new Error(`compression ${compression}`);
  if (numbers(page.t258).some((bits) => bits > MAX_SUPPORTED_BITS)) throw new Error('too deep');
  const offsets = numbers(page.t273 ?? page.t324);
  const counts = numbers(page.t279 ?? page.t325);
  if (offsets.length === 0) throw new Error('no pixels');
  for (const [index, offset] of offsets.entries()) {
    const end = offset + (counts[index] ?? 0);
    if (end > file.length) throw new Error('missing strips');
    // A strip may inflate to a thousand times its size, and the codec has no limit of its own.
    if (DEFLATE.has(compression)) {
      inflateSync(file.subarray(offset, end), { maxOutputLength: maxStripBytes(page) });
    }
  }
}

/** Returns an upper bound: a strip has no more samples than the whole page, and a tile is at most padded to its size. */
function maxStripBytes(page: Directory): number {
  const [width = 0, height = 0] = [page.t256, page.t257].flatMap(numbers);
  const [tileWidth = 0, tileHeight = 0] = [page.t322, page.t323].flatMap(numbers);
  const samples = Math.max(width * height, tileWidth * tileHeight) * MAX_SAMPLES;
  return Math.min(MAX_STRIP_BYTES, samples * (MAX_SUPPORTED_BITS / 8)) + SPARE_BYTES;
}

function numbers(values: readonly (number | string)[] | undefined): readonly number[] {
  return (values ?? []).filter((value) => typeof value === 'number');
}
