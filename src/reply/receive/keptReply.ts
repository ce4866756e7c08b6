import type { PayloadSink } from '../types.ts';
import { MAX_REPLY_BYTES } from './decodeBody.ts';

/** Replies without an image are smaller, so nothing of them is written to a disk before their meaning is known. */
const BUFFER_BYTES = 256 << 10;

/**
 * Keeps a reply as it arrived, until its meaning is known: a reply that Easel can't read was paid for, and may still contain
 * an image. A small image in it decides nothing before the end, because it may be a thumbnail, a source, a draft, or broken.
 * Small replies stay in memory until {@link keep}. A larger one costs one file without a flush, until it is discarded.
 *
 * Never disturbs the reading: after an error of the store, the rest isn't kept.
 */
export class KeptReply {
  readonly #create: (() => PayloadSink) | undefined;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #size = 0;
  #sink: PayloadSink | undefined;
  #isActive: boolean;
  /** The body, while it may have more bytes. */
  #source: AsyncIterator<Uint8Array> | undefined;

  /** @param create opens the place of the raw reply; without it, nothing is kept */
  constructor(create: (() => PayloadSink) | undefined) {
    this.#create = create;
    this.#isActive = create !== undefined;
  }

  isActive(): boolean {
    return this.#isActive;
  }

  /**
   * Yields the same bytes, and waits for the store. Unlike `for await`, a consumer that stops early doesn't end the body:
   * {@link readRest} may follow, and {@link endBody} must.
   */
  async *tee(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.#source = body[Symbol.asyncIterator]();
    for (;;) {
      const chunk = await this.#next();
      if (chunk === undefined) return;
      yield chunk;
    }
  }

  /** Takes what is left of a body whose decoder gave up. Never throws: what arrived before the body broke is kept. */
  async readRest(): Promise<void> {
    try {
      while (this.#isActive && this.#size < MAX_REPLY_BYTES) {
        if ((await this.#next()) === undefined) return;
      }
    } catch {
      // The body broke or a deadline passed.
    }
  }

  /** Ends the body, which closes its connection. */
  async endBody(): Promise<void> {
    const source = this.#source;
    this.#source = undefined;
    await source?.return?.();
  }

  /** Makes the bytes safe. @returns how many there are; 0 when nothing is kept */
  async keep(): Promise<number> {
    if (!this.#isActive || this.#size === 0) return 0;
    this.#isActive = false;
    try {
      await this.#write();
      await this.#sink?.close();
      this.#sink = undefined;
      return this.#size;
    } catch {
      await this.#sink?.setAside?.().catch(() => undefined);
      this.#sink = undefined;
      return 0;
    }
  }

  /** Drops the bytes, and those that follow. Never throws. */
  async discard(): Promise<void> {
    this.#isActive = false;
    this.#pieces = [];
    const sink = this.#sink;
    this.#sink = undefined;
    await sink?.discard().catch(() => undefined);
  }

  async #next(): Promise<Uint8Array | undefined> {
    const source = this.#source;
    if (source === undefined) return undefined;
    // A body that throws has ended.
    this.#source = undefined;
    const next = await source.next();
    if (next.done === true) return undefined;
    this.#source = source;
    if (this.#isActive) await this.#take(next.value);
    return next.value;
  }

  async #take(chunk: Uint8Array): Promise<void> {
    const rest = MAX_REPLY_BYTES - this.#size;
    if (rest <= 0) return;
    // Copied, because a slice would keep the whole buffer of the socket alive.
    const piece = Buffer.from(chunk.subarray(0, rest));
    this.#pieces.push(piece);
    this.#pieceBytes += piece.length;
    this.#size += piece.length;
    if (this.#pieceBytes < BUFFER_BYTES) return;
    try {
      await this.#write();
    } catch {
      await this.discard();
    }
  }

  async #write(): Promise<void> {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pieceBytes = 0;
    this.#sink ??= this.#create?.();
    await this.#sink?.write(bytes);
  }
}
