import { constants, inflateRawSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** Length, type, CRC (W3C PNG specification, 5.3). */
const CHUNK_EXTRA = 12;
const ZLIB_HEADER_BYTES = 2;

export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Length, type, data and CRC. */
  readonly bytes: Uint8Array;
}

/** The chunks of a PNG file that are whole, in their order; none of anything else. */
export function* pngChunks(file: Uint8Array): Generator<PngChunk> {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.toString('latin1', 1, 4) !== 'PNG') return;
  for (let at = SIGNATURE_BYTES; at + CHUNK_EXTRA <= view.length;) {
    const end = at + CHUNK_EXTRA + view.readUInt32BE(at);
    if (end > view.length) return;
    const type = view.toString('latin1', at + 4, at + 8);
    yield { type, data: view.subarray(at + 8, end - 4), bytes: view.subarray(at, end) };
    at = end;
  }
}

/** What pixels are made of. Profiles and texts are packed too, and may unpack to a thousand times their size. */
const OF_PIXELS: ReadonlySet<string> = new Set(['PLTE', 'tRNS', 'IDAT', 'IEND']);
/** By colour type (11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Bits of a sample. */
const MOST_DEPTH = 16;
/** What some encoders leave behind the last row. */
const SPARE_BYTES = 1 << 20;

/**
 * The same PNG with nothing in it but its pixels, once it is known that they unpack to what the header says: a decoder takes
 * whatever comes out, and of a few hundred kilobytes that may be gigabytes.
 *
 * @throws RangeError for more of them, and whatever zlib throws
 */
export function plainPng(file: Uint8Array): Uint8Array {
  const [header, ...rest] = pngChunks(file);
  if (header?.type !== 'IHDR') throw new RangeError('no header');
  const used = rest.filter(({ type }) => OF_PIXELS.has(type));
  const packed = used.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  inflateRawSync(Buffer.concat(packed).subarray(ZLIB_HEADER_BYTES), {
    maxOutputLength: unpackedBytes(header) + SPARE_BYTES,
    // As far as it goes: what is cut is found when the rows are read.
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const chunks = [header, ...used].map(({ bytes }) => bytes);
  return Buffer.concat([file.subarray(0, SIGNATURE_BYTES), ...chunks]);
}

/** At most: interlaced, there are nearly twice as many rows, each with its filter's byte and one that is not filled. */
function unpackedBytes({ data }: PngChunk): number {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.readUInt32BE(0), view.readUInt32BE(4)];
  const bits = (CHANNELS[data[9] ?? 0] ?? 4) * Math.min(MOST_DEPTH, data[8] ?? 0);
  return Math.ceil((width * bits) / 8) * height + 4 * height;
}
