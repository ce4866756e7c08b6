import type { Transform } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import * as zlib from 'node:zlib';

/** Allows for the largest real reply: 64 MiB of image become 86 MiB of base64. */
const MAX_REPLY_BYTES = 96 << 20;
/** Limits what one turn of the event loop scans to about a millisecond. */
const PIECE_BYTES = 128 << 10;
/** Deflate expands at most 1032-fold, so a slice this small is counted before it becomes a bomb. */
const PACKED_SLICE_BYTES = 16 << 10;

export type ContentEncoding = 'identity' | 'gzip' | 'deflate' | 'br';

/**
 * Parses a Content-Encoding header (RFC 9110, 8.4).
 *
 * @returns `undefined` for an unknown encoding and for more than one, which no gateway sends
 */
export function parseContentEncoding(header: string | undefined): ContentEncoding | undefined {
  const name = (header ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity' || name === 'none') return 'identity';
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  return name === 'deflate' || name === 'br' ? name : undefined;
}

/** Thrown when a reply exceeds {@link MAX_REPLY_BYTES} after decompression. */
export class BodyTooLargeError extends Error {}
/** Thrown when the bytes don't match the stated content encoding. */
export class DecompressionError extends Error {}

/**
 * Yields the decompressed bytes of a reply in pieces of at most {@link PIECE_BYTES}, and lets other
 * work run between two pieces of one chunk.
 *
 * @throws {BodyTooLargeError} above {@link MAX_REPLY_BYTES}
 * @throws {DecompressionError} when the bytes don't match the encoding
 * @throws whatever the body throws
 */
export async function* decodeBody(
  body: AsyncIterable<Uint8Array>,
  encoding: ContentEncoding,
): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of encoding === 'identity' ? body : decompress(body, encoding)) {
    total += chunk.length;
    if (total > MAX_REPLY_BYTES) throw new BodyTooLargeError();
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      if (at > 0) await setImmediate();
      const length = Math.min(PIECE_BYTES, chunk.length - at);
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, length);
    }
  }
}

type Compression = Exclude<ContentEncoding, 'identity'>;

async function* decompress(
  body: AsyncIterable<Uint8Array>,
  encoding: Compression,
): AsyncGenerator<Buffer> {
  let decompressor: Decompressor | undefined;
  try {
    for await (const chunk of joinFirstTwoBytes(body)) {
      decompressor ??= new Decompressor(createZlibStream(encoding, chunk));
      for (let at = 0; at < chunk.length; at += PACKED_SLICE_BYTES) {
        yield* await decompressor.write(chunk.subarray(at, at + PACKED_SLICE_BYTES));
        if (decompressor.hasFailed) throw new DecompressionError();
      }
    }
    if (decompressor !== undefined) yield* await decompressor.end();
  } finally {
    decompressor?.destroy();
  }
}

function createZlibStream(encoding: Compression, firstBytes: Uint8Array): Transform {
  // Flushes instead of checking for an end, so that a truncated reply yields all that it holds.
  const finishFlush = zlib.constants.Z_SYNC_FLUSH;
  if (encoding === 'gzip') return zlib.createGunzip({ finishFlush });
  if (encoding === 'br') {
    return zlib.createBrotliDecompress({
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
    });
  }
  // RFC 9110 (8.4.1.2) means zlib's format by "deflate", but several servers send a raw stream.
  const [cmf = 0, flags = 0] = firstBytes;
  const isZlib = (cmf & 0x0f) === 8 && (cmf * 256 + flags) % 31 === 0;
  return isZlib ? zlib.createInflate({ finishFlush }) : zlib.createInflateRaw({ finishFlush });
}

/** Yields the same bytes with the first two in one chunk: they tell the two kinds of deflate apart. */
async function* joinFirstTwoBytes(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of body) {
    if (first === undefined) {
      yield chunk;
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < 2) continue;
    yield first;
    first = undefined;
  }
  if (first !== undefined && first.length > 0) yield first;
}

/** Drives one zlib stream step by step: each call returns the bytes that the stream produced for it. */
class Decompressor {
  hasFailed = false;
  readonly #stream: Transform;
  #output: Buffer[] = [];
  #outputBytes = 0;
  #finishStep: () => void = () => undefined;

  constructor(stream: Transform) {
    this.#stream = stream;
    stream.on('data', (piece: Buffer) => {
      this.#output.push(piece);
      this.#outputBytes += piece.length;
      // decodeBody counts too, but only after a step, and 16 KiB of Brotli can hold gigabytes.
      if (this.#outputBytes > MAX_REPLY_BYTES) stream.destroy();
    });
    stream.on('error', () => (this.hasFailed = true));
    // zlib doesn't call back a write that fails. It closes.
    stream.on('close', () => {
      this.#finishStep();
    });
  }

  write(bytes: Uint8Array): Promise<readonly Buffer[]> {
    return this.#step((done) => {
      this.#stream.write(bytes, () => {
        done();
      });
    });
  }

  end(): Promise<readonly Buffer[]> {
    return this.#step(() => {
      this.#stream.end();
    });
  }

  destroy(): void {
    this.#stream.destroy();
  }

  async #step(act: (done: () => void) => void): Promise<readonly Buffer[]> {
    await new Promise<void>((resolve) => {
      this.#finishStep = resolve;
      act(resolve);
    });
    const output = this.#output;
    this.#output = [];
    this.#outputBytes = 0;
    return output;
  }
}
