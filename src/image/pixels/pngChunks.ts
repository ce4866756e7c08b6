import { crc32 } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** The bytes of a chunk besides its data: length, type, and CRC (PNG 5.3). */
const CHUNK_OVERHEAD_BYTES = 12;

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
