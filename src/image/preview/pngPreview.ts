import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createInflate, deflate } from 'node:zlib';
import type { ImageFacts } from '../formats/inspect.ts';
import { PNG_SIGNATURE } from '../formats/png.ts';
import { MAX_PIXELS, MAX_SIDE } from '../pixels/pixels.ts';
import { createByteReader, readPngData, readPngHeader, type PngHeader } from './pngStream.ts';
import { createShrinker, type SmallImage } from './shrink.ts';

/** Px of the longer side that a panel has room for, on a dense display too. */
const MIN_PREVIEW_SIDE = 1000;
/** Bytes that zlib returns at once. Its default of 16 KiB would cost a turn of the event loop per row of a large image. */
const INFLATE_CHUNK_BYTES = 256 << 10;

/**
 * Returns how many px of an image's side become one px of its preview. Returns `undefined` for images that get none: small
 * ones, ones beyond the limits, and other types. Browsers shrink JPEG and WebP themselves while they decode them.
 */
export function previewFactor({
  type,
  width,
  height,
}: Pick<ImageFacts, 'type' | 'width' | 'height'>): number | undefined {
  const longest = Math.max(width, height);
  const factor = Math.floor(longest / MIN_PREVIEW_SIDE);
  if (type !== 'png' || factor < 2 || Math.min(width, height) < factor) return undefined;
  return longest <= MAX_SIDE && width * height <= MAX_PIXELS ? factor : undefined;
}

/**
 * Makes a small PNG of a large one while the large one arrives, without ever holding its pixels. Keeps the color space.
 *
 * @param pieces the bytes of the file, in pieces of any size
 * @param factor how many px of a side become one
 * @returns a PNG file; `undefined` for unusual files (see {@link PngHeader}) and for files that end before their last row
 * @throws zlib's errors for broken data
 */
export async function createPngPreview(
  pieces: AsyncIterable<Uint8Array>,
  factor: number,
): Promise<Buffer | undefined> {
  const bytes = createByteReader(pieces);
  const start = await readPngHeader(bytes);
  if (start === undefined) return undefined;
  const { header, firstDataBytes } = start;
  const shrinker = createShrinker(header, factor);
  const data = readPngData(bytes, firstDataBytes);
  const inflate = createInflate({ chunkSize: INFLATE_CHUNK_BYTES });
  await pipeline(data, inflate, async (rows: AsyncIterable<Buffer>) => {
    for await (const part of rows) shrinker.push(part);
  });
  const small = shrinker.result();
  return small && (await encodePreview(header, small));
}

/** Writes header, color space, pixels and end chunk (PNG 11.2). */
async function encodePreview(
  { channels, colorSpace }: PngHeader,
  { width, height, data }: SmallImage,
): Promise<Buffer> {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([8, channels === 3 ? 2 : 6], 8);
  const rows = filterRows(data, width * channels, channels);
  // The fastest level: a preview is read once.
  const packed = await promisify(deflate)(rows, { level: 1 });
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', ihdr),
    ...colorSpace,
    pngChunk('IDAT', packed),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Applies filter 1, "Sub" (PNG 9.2), to every row: differences to the left pixel compress better and cost little. */
function filterRows(data: Uint8Array, rowBytes: number, pixelBytes: number): Buffer {
  const rows = data.length / rowBytes;
  const out = Buffer.alloc(data.length + rows);
  for (let row = 0, to = 0, from = 0; row < rows; row++) {
    out[to++] = 1;
    for (const start = from; from < start + rowBytes; from++) {
      const left = from < start + pixelBytes ? 0 : (data[from - pixelBytes] ?? 0);
      out[to++] = (data[from] ?? 0) - left;
    }
  }
  return out;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
