import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createInflate, deflate } from 'node:zlib';
import type { ImageFacts } from '../formats/inspect.ts';
import { MAX_SIDE, MAX_PIXELS } from '../pixels/pixels.ts';
import { createByteReader, readPngData, readPngHeader, type PngHeader } from './pngStream.ts';
import { createShrinker, type SmallImage } from './shrink.ts';

/** So many px of the longer side are as many as a panel has room for, on a dense screen too. */
const LEAST_SIDE = 1000;
/** What is unpacked at once: zlib's own 16 KiB would cost a turn for every row of a large picture. */
const UNPACKED_BYTES = 256 << 10;

/**
 * So many px of a picture's side are one of its preview's. `undefined`: it is not worth one, or none is made of its type.
 * JPEG and WebP are left out, because a browser makes them small while it decodes them.
 */
export function previewFactor({
  type,
  width,
  height,
}: Pick<ImageFacts, 'type' | 'width' | 'height'>): number | undefined {
  const longest = Math.max(width, height);
  const factor = Math.floor(longest / LEAST_SIDE);
  if (type !== 'png' || factor < 2 || Math.min(width, height) < factor) return undefined;
  return longest <= MAX_SIDE && width * height <= MAX_PIXELS ? factor : undefined;
}

/**
 * A small PNG of a large one, made while the large one comes: its pixels are never held. The colours mean what they mean
 * in the large one.
 *
 * @param pieces the file's bytes, in pieces of any size
 * @param factor so many px of the side become one
 * @returns a PNG file; `undefined` for what is not of the usual kind (see {@link PngHeader}), or ends before its last row
 * @throws what zlib throws at broken data
 */
export async function createPngPreview(
  pieces: AsyncIterable<Uint8Array>,
  factor: number,
): Promise<Buffer | undefined> {
  const bytes = createByteReader(pieces);
  const found = await readPngHeader(bytes);
  if (found === undefined) return undefined;
  const { head, firstData } = found;
  const shrink = createShrinker(head, factor);
  const inflate = createInflate({ chunkSize: UNPACKED_BYTES });
  await pipeline(
    readPngData(bytes, firstData),
    inflate,
    async (unpacked: AsyncIterable<Buffer>) => {
      for await (const part of unpacked) shrink.take(part);
    },
  );
  const small = shrink.result();
  return small && (await pngFile(head, small));
}

/** PNG 11.2: header, colour space, pixels, end. */
async function pngFile(
  { channels, colorSpace }: PngHeader,
  { width, height, data }: SmallImage,
): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 6], 8);
  // Seen once and thrown away: the fastest level.
  const packed = await promisify(deflate)(filtered(data, width * channels, channels), { level: 1 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...colorSpace,
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Rows with the filter `Sub`: the difference to the pixel on the left packs better, and costs little (PNG 9.2). */
function filtered(data: Uint8Array, rowBytes: number, step: number): Buffer {
  const rows = data.length / rowBytes;
  const out = Buffer.alloc(data.length + rows);
  for (let row = 0, to = 0, from = 0; row < rows; row++) {
    out[to++] = 1;
    for (const start = from; from < start + rowBytes; from++) {
      const left = from < start + step ? 0 : (data[from - step] ?? 0);
      out[to++] = (data[from] ?? 0) - left;
    }
  }
  return out;
}

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}
