import type { Transform } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import * as zlib from 'node:zlib';

/** More than the largest honest reply: 64 MiB of image are 86 MiB of base64. */
const MOST_REPLY_BYTES = 96 << 20;
/** What one turn of the event loop scans: about a millisecond. */
const PIECE_BYTES = 128 << 10;
/** Deflate grows at most 1032-fold, so a slice this small is counted before it is a bomb. */
const PACKED_SLICE_BYTES = 16 << 10;

export type Encoding = 'identity' | 'gzip' | 'deflate' | 'br';

/** The one content encoding of a reply; `undefined` for another one or more than one. */
export function contentEncoding(header: string | undefined): Encoding | undefined {
  const name = (header ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity' || name === 'none') return 'identity';
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  return name === 'deflate' || name === 'br' ? name : undefined;
}

export class TooLargeBody extends Error {}
export class UnpackFailed extends Error {}

function unpacker(encoding: Exclude<Encoding, 'identity'>, first: Uint8Array): Transform {
  // A flush instead of an end: a packed reply that was cut gives all that can be had of it.
  const finishFlush = zlib.constants.Z_SYNC_FLUSH;
  if (encoding === 'gzip') return zlib.createGunzip({ finishFlush });
  if (encoding === 'br') {
    return zlib.createBrotliDecompress({
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
    });
  }
  // "deflate" is zlib's format by RFC 9110, and a raw stream from more than one server.
  const [cmf = 0, flags = 0] = first;
  const isZlib = (cmf & 0x0f) === 8 && (cmf * 256 + flags) % 31 === 0;
  return isZlib ? zlib.createInflate({ finishFlush }) : zlib.createInflateRaw({ finishFlush });
}

/** The same bytes, the first two of them together: they tell the two kinds of deflate apart. */
async function* byTwo(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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

/** Unpacks as the bytes come. @throws {UnpackFailed}, and whatever the body throws */
async function* unpack(
  body: AsyncIterable<Uint8Array>,
  encoding: Exclude<Encoding, 'identity'>,
): AsyncGenerator<Buffer> {
  let stream: Transform | undefined;
  let ready: Buffer[] = [];
  let readyBytes = 0;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  /** What came out until the stream had taken in what it was given, or failed. */
  const collect = async (act: (done: () => void) => void): Promise<Buffer[]> => {
    await new Promise<void>((resolve) => {
      wake = resolve;
      act(resolve);
    });
    const pieces = ready;
    ready = [];
    readyBytes = 0;
    return pieces;
  };
  try {
    for await (const chunk of byTwo(body)) {
      if (stream === undefined) {
        const opened = unpacker(encoding, chunk);
        stream = opened;
        opened.on('data', (piece: Buffer) => {
          ready.push(piece);
          readyBytes += piece.length;
          // Counted here too: 16 KiB of Brotli may be gigabytes, which would all wait to be counted below.
          if (readyBytes > MOST_REPLY_BYTES) opened.destroy();
        });
        stream.on('error', (error) => (failure = error));
        // Zlib does not answer a write that it fails on; it closes.
        stream.on('close', () => {
          wake();
        });
      }
      const open = stream;
      for (let at = 0; at < chunk.length; at += PACKED_SLICE_BYTES) {
        const slice = chunk.subarray(at, at + PACKED_SLICE_BYTES);
        yield* await collect((done) => {
          open.write(slice, () => {
            done();
          });
        });
        if (failure !== undefined) throw new UnpackFailed();
      }
    }
    const open = stream;
    if (open === undefined) return;
    yield* await collect(() => {
      open.end();
    });
  } finally {
    stream?.destroy();
  }
}

/**
 * The decoded bytes of a reply in pieces that are small enough to scan in one turn of the event
 * loop; between two of them other work gets its turn.
 * @throws {TooLargeBody} above {@link MOST_REPLY_BYTES}
 * @throws {UnpackFailed} where the bytes are not what the encoding says
 */
export async function* decodeBody(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of encoding === 'identity' ? body : unpack(body, encoding)) {
    total += chunk.length;
    if (total > MOST_REPLY_BYTES) throw new TooLargeBody();
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      if (at > 0) await setImmediate();
      const length = Math.min(PIECE_BYTES, chunk.length - at);
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, length);
    }
  }
}
