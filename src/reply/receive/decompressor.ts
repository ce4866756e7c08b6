import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** A compression of HTTP bodies. `deflate` is the raw stream that several servers send under that name instead of zlib's format. */
export type Coding = 'gzip' | 'zlib' | 'deflate' | 'br' | 'zstd';

/** RFC 9659: no larger window is allowed in HTTP. Without a limit, a few bytes can claim 2 GiB. */
const ZSTD_WINDOW_LOG = 23;

/** Thrown when a reply is too large after decompression. */
export class BodyTooLargeError extends Error {}
/** Thrown when bytes don't continue as the encoding that they began with. */
export class DecompressionError extends Error {}

/** Returns whether this Node can decompress an encoding. VS Code's Node has had Zstandard only since 22.15. */
export function canDecompress(coding: Coding): boolean {
  return coding !== 'zstd' || 'createZstdDecompress' in zlib;
}

function createStream(coding: Coding): Transform {
  // Flushes instead of checking for an end, so that a truncated reply yields all that it holds.
  const finishFlush = zlib.constants.Z_SYNC_FLUSH;
  switch (coding) {
    case 'gzip':
      return zlib.createGunzip({ finishFlush });
    case 'zlib':
      return zlib.createInflate({ finishFlush });
    case 'deflate':
      return zlib.createInflateRaw({ finishFlush });
    case 'br':
      return zlib.createBrotliDecompress({
        finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
      });
    case 'zstd':
      return zlib.createZstdDecompress({
        finishFlush: zlib.constants.ZSTD_e_flush,
        params: { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
      });
  }
}

/** Drives one zlib stream step by step: each call returns the bytes that the stream produced for it. */
export class Decompressor {
  hasFailed = false;
  readonly #stream: Transform;
  #output: Buffer[] = [];
  #outputBytes = 0;
  #finishStep: () => void = () => undefined;

  /** @param maxStepBytes the stream ends when one step produces more, because 16 KiB of Brotli can hold gigabytes */
  constructor(coding: Coding, maxStepBytes: number) {
    const stream = createStream(coding);
    this.#stream = stream;
    stream.on('data', (piece: Buffer) => {
      this.#output.push(piece);
      this.#outputBytes += piece.length;
      if (this.#outputBytes > maxStepBytes) stream.destroy();
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
    if (this.#stream.destroyed) return [];
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
