import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { constants, deflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { PNG_SIGNATURE } from '../formats/png.ts';
import { isOpaque, type DeepPixels } from '../pixels/pixels.ts';
import { pngChunk } from '../pixels/pngChunks.ts';
import { ADLER_START, adler32 } from './adler32.ts';
import { filteredRowBytes, filterRows } from './filterRows.ts';
import { headerChunk, RGB, RGBA } from './header.ts';

export interface PngOptions {
  /** Writes an alpha channel even if all pixels are opaque, as image models do. */
  readonly keepAlpha?: boolean;
}

/** Rows that are compressed together. Smaller slices compress worse, and larger ones keep fewer threads busy. */
const SLICE_BYTES = 1 << 20;
/** For filtered rows of photos, level 6 takes more than twice as long and saves 7 %. */
const LEVEL = 3;
/** A deflate stream with a window of 32 KB, and a check of these two bytes (RFC 1950). */
const ZLIB_HEADER = Buffer.from([0x78, 0x01]);
/** Node has four threads for this and for reading files, unless a user changes that. */
const MAX_AT_ONCE = 3;

/** Encodes a PNG file with the depth of the pixels. */
export function encodePngFile(image: DeepPixels, options: PngOptions = {}): Buffer {
  const encoder = startEncoder(image, options);
  const parts = Array.from({ length: encoder.slices }, (_, slice) => {
    const rows = encoder.filter(slice);
    return deflateRawSync(rows, encoder.compression(slice, rows));
  });
  return encoder.finish(parts);
}

/**
 * Does the same, and compresses several slices at once in Node's threads: a slice that ends at a whole byte can be followed by
 * another one that was compressed on its own.
 */
export async function encodePngInParallel(
  image: DeepPixels,
  options: PngOptions = {},
): Promise<Buffer> {
  const encoder = startEncoder(image, options);
  const parts = new Array<Buffer>(encoder.slices);
  let next = 0;
  const compressSlices = async (): Promise<void> => {
    while (next < encoder.slices) {
      const slice = next++;
      const rows = encoder.filter(slice);
      parts[slice] = await promisify(deflateRaw)(rows, encoder.compression(slice, rows));
    }
  };
  const threads = Math.min(MAX_AT_ONCE, availableParallelism());
  await Promise.all(Array.from({ length: threads }, compressSlices));
  return encoder.finish(parts);
}

interface Encoder {
  readonly slices: number;
  /** Returns the rows of a slice as they are compressed. Takes all slices in order. */
  readonly filter: (slice: number) => Buffer;
  readonly compression: (slice: number, rows: Buffer) => ZlibOptions;
  readonly finish: (compressed: readonly Buffer[]) => Buffer;
}

function startEncoder(image: DeepPixels, { keepAlpha = false }: PngOptions): Encoder {
  const channels = keepAlpha || !isOpaque(image.data) ? 4 : 3;
  const height = Math.max(1, Math.floor(SLICE_BYTES / filteredRowBytes(image, channels)));
  const slices = Math.ceil(image.height / height);
  let checksum = ADLER_START;
  return {
    slices,
    filter: (slice) => {
      const end = Math.min(image.height, (slice + 1) * height);
      const rows = filterRows(image, channels, slice * height, end);
      checksum = adler32(rows, checksum);
      return rows;
    },
    compression: (slice, rows) => ({
      level: LEVEL,
      // All of a slice at once, also where it doesn't compress.
      chunkSize: rows.length + 1024,
      finishFlush: slice === slices - 1 ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    }),
    finish: (compressed) => {
      const end = Buffer.alloc(4);
      end.writeUInt32BE(checksum);
      return Buffer.concat([
        PNG_SIGNATURE,
        headerChunk(image, image.data.BYTES_PER_ELEMENT * 8, channels === 3 ? RGB : RGBA),
        ...[ZLIB_HEADER, ...compressed, end].map((data) => pngChunk('IDAT', data)),
        pngChunk('IEND', Buffer.alloc(0)),
      ]);
    },
  };
}
