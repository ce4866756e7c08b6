const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** A chunk of a WebP file (RFC 9649, section 2.3). */
export interface RiffChunk {
  /** Four characters: `EXIF`, `VP8 `. */
  readonly type: string;
  readonly data: Buffer;
}

/** Yields the complete chunks of a WebP file in order; none for other files. */
export function* riffChunks(file: Uint8Array): Generator<RiffChunk> {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.toString('latin1', 8, HEADER_BYTES) !== 'WEBP') return;
  const end = Math.min(view.length, view.readUInt32LE(4) + CHUNK_HEADER_BYTES);
  yield* chunksIn(view, HEADER_BYTES, end);
}

/** The bytes of an ANMF chunk before the chunks of its frame (RFC 9649, section 2.7.1.1). */
export const FRAME_HEADER_BYTES = 16;

/** Yields the complete chunks of a frame, which is an ANMF chunk. */
export function* frameChunks({ data }: RiffChunk): Generator<RiffChunk> {
  yield* chunksIn(data, FRAME_HEADER_BYTES, data.length);
}

function* chunksIn(view: Buffer, from: number, end: number): Generator<RiffChunk> {
  for (let at = from; at + CHUNK_HEADER_BYTES <= end;) {
    const length = view.readUInt32LE(at + 4);
    const start = at + CHUNK_HEADER_BYTES;
    if (start + length > end) return;
    yield {
      type: view.toString('latin1', at, at + 4),
      data: view.subarray(start, start + length),
    };
    at = start + length + (length % 2);
  }
}

/** Builds a WebP file of chunks. */
export function riffFile(chunks: readonly RiffChunk[]): Buffer {
  const head = Buffer.from('RIFF....WEBP', 'latin1');
  const parts = chunkBytes(chunks);
  const bytes = parts.reduce((sum, part) => sum + part.length, 4);
  head.writeUInt32LE(bytes, 4);
  return Buffer.concat([head, ...parts]);
}

/** Returns a frame with other chunks. */
export function riffFrame({ type, data }: RiffChunk, chunks: readonly RiffChunk[]): RiffChunk {
  const head = data.subarray(0, FRAME_HEADER_BYTES);
  return { type, data: Buffer.concat([head, ...chunkBytes(chunks)]) };
}

function chunkBytes(chunks: readonly RiffChunk[]): readonly Buffer[] {
  return chunks.flatMap(({ type, data }) => {
    const head = Buffer.alloc(CHUNK_HEADER_BYTES);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length % 2)];
  });
}
