import { createHash } from 'node:crypto';
import { createImageInspector, type ImageFacts } from '../../image/formats/inspect.ts';
import type { PayloadSink, PayloadStore } from '../types.ts';
import { writeInBackground, type BackgroundSink } from './backgroundWrites.ts';

const INITIAL_BUFFER_BYTES = 4 * 1024;
/** Bytes gather to this size before a write: each write costs a switch to another thread, a larger buffer only memory. */
const FLUSH_BYTES = 256 * 1024;

/** The bytes of one image after the last one arrived. */
export interface WrittenImage {
  /** In bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** `undefined` when the bytes aren't an image that Easel knows. */
  readonly facts: ImageFacts | undefined;
  /** Still open. `undefined` when the bytes aren't an image that Easel knows. */
  readonly sink: PayloadSink | undefined;
}

/**
 * Buffers the decoded bytes of one image, hashes and inspects them, and passes them on to a sink of
 * the store. Memory use doesn't grow with the image. The sink is created only once the bytes prove
 * to be an image, so nothing else ever reaches the disk.
 *
 * An error of the store doesn't interrupt the reply that is being read: it waits for {@link finish}.
 */
export class ImageWriter {
  readonly #store: PayloadStore;
  readonly #hash = createHash('sha256');
  readonly #inspector = createImageInspector();
  #buffer = Buffer.allocUnsafe(INITIAL_BUFFER_BYTES);
  /** The buffer that the write in progress reads from. */
  #spareBuffer = Buffer.alloc(0);
  #bufferedBytes = 0;
  /** How many of the buffered bytes the inspector has seen. */
  #inspectedBytes = 0;
  #writtenBytes = 0;
  #sink: BackgroundSink | undefined;
  #storeFailure: { readonly error: unknown } | undefined;

  constructor(store: PayloadStore) {
    this.#store = store;
  }

  /** Returns the next `bytes` bytes of the buffer for the caller to fill; {@link advance} then takes them. */
  reserve(bytes: number): Buffer {
    this.#grow(bytes);
    return this.#buffer.subarray(this.#bufferedBytes, this.#bufferedBytes + bytes);
  }

  advance(bytes: number): void {
    this.#bufferedBytes += bytes;
  }

  writeByte(byte: number): void {
    this.#grow(1);
    this.#buffer[this.#bufferedBytes++] = byte;
  }

  /** Copies bytes that a socket delivered. */
  writeBytes(bytes: Buffer): void {
    // Goes through a string on purpose. V8 frees socket buffers during a minor garbage collection. A plain copy allocates
    // nothing that triggers one, so the buffers of a whole image would pile up.
    const copied = this.reserve(bytes.length).write(bytes.toString('latin1'), 'latin1');
    this.advance(copied);
  }

  /** Returns how many bytes arrived so far. */
  size(): number {
    return this.#writtenBytes + this.#bufferedBytes;
  }

  /** Returns what the bytes so far tell about the image; `undefined` while they don't show that they are one. */
  facts(): ImageFacts | undefined {
    if (this.#inspectedBytes < this.#bufferedBytes) {
      this.#inspector.push(this.#buffer.subarray(this.#inspectedBytes, this.#bufferedBytes));
    }
    this.#inspectedBytes = this.#bufferedBytes;
    return this.#inspector.facts();
  }

  /** Writes the buffer to the sink once it holds {@link FLUSH_BYTES}. Never throws: {@link finish} reports errors. */
  async flush(): Promise<void> {
    if (this.#bufferedBytes < FLUSH_BYTES) return;
    try {
      await this.#writeBuffer();
    } catch (error) {
      await this.#fail(error);
    }
  }

  /**
   * Writes what is left after the last byte. The sink stays open.
   *
   * @throws what the store threw; the bytes that it did take are set aside
   */
  async finish(): Promise<WrittenImage> {
    try {
      await this.#writeBuffer();
      await this.#sink?.settled();
    } catch (error) {
      await this.#fail(error);
    }
    if (this.#storeFailure !== undefined) throw this.#storeFailure.error;
    const sha256 = this.#hash.digest('hex');
    const facts = this.#inspector.facts();
    return { size: this.#writtenBytes, sha256, facts, sink: this.#sink };
  }

  /** Discards everything that was written. */
  async discard(): Promise<void> {
    await this.#sink?.discard();
  }

  #grow(bytes: number): void {
    const needed = this.#bufferedBytes + bytes;
    if (needed <= this.#buffer.length) return;
    const size = Math.max(this.#buffer.length * 2, this.#spareBuffer.length, needed);
    const larger = Buffer.allocUnsafe(size);
    this.#buffer.copy(larger, 0, 0, this.#bufferedBytes);
    this.#buffer = larger;
  }

  async #writeBuffer(): Promise<void> {
    const isImage = this.facts() !== undefined;
    const bytes = this.#buffer.subarray(0, this.#bufferedBytes);
    this.#hash.update(bytes);
    this.#writtenBytes += this.#bufferedBytes;
    this.#bufferedBytes = 0;
    this.#inspectedBytes = 0;
    if (!isImage || this.#storeFailure !== undefined) return;
    this.#sink ??= writeInBackground(this.#store.create());
    await this.#sink.write(bytes);
    [this.#buffer, this.#spareBuffer] = [this.#spareBuffer, this.#buffer];
  }

  /** Stops writing. The bytes that follow are still counted and inspected, because more of the reply follows them. */
  async #fail(error: unknown): Promise<void> {
    this.#storeFailure ??= { error };
    await setAside(this.#sink).catch(() => undefined);
  }
}

/**
 * Sets aside an incomplete image: the user paid for it and may still want it. A store that can't
 * keep such images discards it.
 *
 * @returns the store's name for the kept bytes
 */
export async function setAside(sink: PayloadSink | undefined): Promise<string | undefined> {
  if (sink?.setAside !== undefined) return await sink.setAside();
  await sink?.discard();
  return undefined;
}
