import { constants, crc32, inflateRawSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** The bytes of a chunk besides its data: length, type, and CRC (PNG 5.3). */
const CHUNK_OVERHEAD_BYTES = 12;
const ZLIB_HEADER_BYTES = 2;

export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Length, type, data and CRC. */
  readonly bytes: Uint8Array;
}

/** Yields the complete chunks of a PNG file in order; none for other files. */
export function* pngChunks(file: Uint8Array): Generator<PngChunk> {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.toString('latin1', 1, 4) !== 'PNG') return;
  for (let at = SIGNATURE_BYTES; at + CHUNK_OVERHEAD_BYTES <= view.length;) {
    const end = at + CHUNK_OVERHEAD_BYTES + view.readUInt32BE(at);
    if (end > view.length) return;
    const type = view.toString('latin1', at + 4, at + 8);
    yield { type, data: view.subarray(at + 8, end - 4), bytes: view.subarray(at, end) };
    at = end;
  }
}

/** Builds a chunk. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(data.length + CHUNK_OVERHEAD_BYTES);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** The chunks that define pixels. Profiles and texts are compressed too and may inflate to a thousand times their size. */
const PIXEL_CHUNKS: ReadonlySet<string> = new Set(['PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Samples per pixel by color type (PNG 11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const MAX_BITS_PER_SAMPLE = 16;
/** Allows for encoders that leave a few bytes after the last row. */
const SPARE_BYTES = 1 << 20;

/**
 * Checks that the pixel chunks inflate to no more than the header allows, and returns the same PNG with only these chunks.
 * Without the check, a few hundred kilobytes could inflate to gigabytes in a decoder.
 *
 * @throws RangeError if they inflate to more; zlib's errors for broken data
 */
export function pixelChunksOnly(file: Uint8Array): Uint8Array {
  const [header, ...rest] = pngChunks(file);
  if (header?.type !== 'IHDR') throw new RangeError('no header');
  const pixelChunks = rest.filter(({ type }) => PIXEL_CHUNKS.has(type));
  const packed = pixelChunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  inflateRawSync(Buffer.concat(packed).subarray(ZLIB_HEADER_BYTES), {
    maxOutputLength: maxInflatedBytes(header) + SPARE_BYTES,
    // Accepts truncated data: the decoder notices missing rows itself.
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const chunks = [header, ...pixelChunks].map(({ bytes }) => bytes);
  return Buffer.concat([file.subarray(0, SIGNATURE_BYTES), ...chunks]);
}

/** Returns an upper bound: interlacing nearly doubles the rows, and each row adds a filter byte and a partly used last byte. */
function maxInflatedBytes({ data }: PngChunk): number {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.readUInt32BE(0), view.readUInt32BE(4)];
  const bits = (CHANNELS[data[9] ?? 0] ?? 4) * Math.min(MAX_BITS_PER_SAMPLE, data[8] ?? 0);
  return Math.ceil((width * bits) / 8) * height + 4 * height;
}
