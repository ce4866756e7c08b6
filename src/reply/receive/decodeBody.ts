import { StringDecoder } from 'node:string_decoder';
import { setImmediate } from 'node:timers/promises';

import {
  BodyTooLargeError,
  DecompressionError,
  Decompressor,
  type Coding,
} from './decompressor.ts';
import { detectLayer, type Layer } from './detectLayer.ts';
import { Peekable } from './peekable.ts';

export { BodyTooLargeError, DecompressionError } from './decompressor.ts';

/** Allows for the largest real reply: 64 MiB of image become 86 MiB of base64. */
export const MAX_REPLY_BYTES = 96 << 20;
/** Limits what one turn of the event loop scans to about a millisecond. */
const PIECE_BYTES = 128 << 10;
/** Deflate expands at most 1032-fold, so a slice this small is counted before it becomes a bomb. */
const PACKED_SLICE_BYTES = 16 << 10;
/** More encodings around each other than any chain of proxies applies. */
const MAX_LAYERS = 4;

/** Counts what all layers of a body produce, because each of them can be a bomb. */
interface Budget {
  bytes: number;
}

/**
 * Yields the plain bytes of a reply in pieces of at most {@link PIECE_BYTES}, and lets other work run between two pieces
 * of one chunk. The bytes decide how they are encoded. The header only decides between encodings that have no mark of
 * their own, because relays announce gzip for plain JSON, omit the header, and invent names. Looks again after each
 * encoding. What no rule recognizes is yielded as it is.
 *
 * @param header the Content-Encoding header (RFC 9110, 8.4)
 * @throws {BodyTooLargeError} above {@link MAX_REPLY_BYTES}
 * @throws {DecompressionError} when bytes that begin like an encoding don't continue like it
 * @throws whatever the body throws
 */
export async function* decodeBody(
  body: AsyncIterable<Uint8Array>,
  header: string | undefined,
): AsyncGenerator<Buffer> {
  const budget: Budget = { bytes: 0 };
  let source = new Peekable(body);
  const sources = [source];
  try {
    let depth = 0;
    for (; depth < MAX_LAYERS; depth++) {
      const layer = await detectLayer(source, header);
      if (layer === undefined) break;
      source = new Peekable(openLayer(source, layer, budget));
      sources.push(source);
    }
    // The last layer counted its bytes itself.
    yield* piecesOf(source, depth === 0 ? budget : { bytes: 0 });
  } finally {
    for (const source of sources.reverse()) await source.close();
  }
}

async function* piecesOf(
  chunks: AsyncIterable<Uint8Array>,
  budget: Budget,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    count(budget, chunk.length);
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      if (at > 0) await setImmediate();
      const length = Math.min(PIECE_BYTES, chunk.length - at);
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, length);
    }
  }
}

function count(budget: Budget, bytes: number): void {
  budget.bytes += bytes;
  if (budget.bytes > MAX_REPLY_BYTES) throw new BodyTooLargeError();
}

function openLayer(
  source: AsyncIterable<Uint8Array>,
  layer: Layer,
  budget: Budget,
): AsyncGenerator<Buffer> {
  if (layer === 'utf16le' || layer === 'utf16be') return transcode(source, layer, budget);
  return decompress(source, layer, budget);
}

async function* decompress(
  source: AsyncIterable<Uint8Array>,
  coding: Coding,
  budget: Budget,
): AsyncGenerator<Buffer> {
  const decompressor = new Decompressor(coding, MAX_REPLY_BYTES);
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += PACKED_SLICE_BYTES) {
        const slice = chunk.subarray(at, at + PACKED_SLICE_BYTES);
        yield* counted(await decompressor.write(slice), budget);
        if (decompressor.hasFailed) throw new DecompressionError();
      }
    }
    yield* counted(await decompressor.end(), budget);
  } finally {
    decompressor.destroy();
  }
}

function* counted(pieces: readonly Buffer[], budget: Budget): Generator<Buffer> {
  for (const piece of pieces) {
    count(budget, piece.length);
    yield piece;
  }
}

/** Turns UTF-16 into UTF-8. */
async function* transcode(
  source: AsyncIterable<Uint8Array>,
  encoding: 'utf16le' | 'utf16be',
  budget: Budget,
): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf16le');
  let odd = Buffer.alloc(0);
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      let bytes = Buffer.concat([odd, chunk.subarray(at, at + PIECE_BYTES)]);
      const even = bytes.length & ~1;
      odd = bytes.subarray(even);
      bytes = bytes.subarray(0, even);
      const text = Buffer.from(decoder.write(encoding === 'utf16be' ? bytes.swap16() : bytes));
      count(budget, text.length);
      yield text;
      await setImmediate();
    }
  }
}
