import type { FileHandle } from 'node:fs/promises';
import type { PayloadSink } from '../reply/types.ts';
import { slicesOf, writeAll, type Disk } from '../disk/disk.ts';
import { removeFile } from '../disk/remove.ts';

/** A new file, open for reading too, so that its bytes can be read back if its disk refuses the next ones. */
export interface OpenFile {
  /** Absolute path. */
  readonly path: string;
  readonly handle: FileHandle;
}

/** The places where a payload can be stored, best first. Each creates a file. */
export type Places = readonly (() => Promise<OpenFile>)[];

/**
 * Keeps paid bytes even if disks fail. Writes them to a file as they arrive, and flushes the file before it reports them as
 * stored. If a disk fails, reads the bytes written so far through the open file handle and writes them to the next place. The
 * last place is memory.
 *
 * The payload is in one place at a time: in a file (`#file`), in memory (`#pieces`), or nowhere before the first write.
 */
export class DurableSink implements Required<PayloadSink> {
  readonly #disk: Disk;
  /** The name of a payload in memory. */
  readonly #name: string;
  readonly #placesLeft: (() => Promise<OpenFile>)[];
  #file: OpenFile | undefined;
  #pieces: Uint8Array[] | undefined;
  /** The number of bytes written so far. */
  #size = 0;

  constructor(disk: Disk, places: Places, name: string) {
    this.#disk = disk;
    this.#placesLeft = [...places];
    this.#name = name;
  }

  /** Writes bytes. Rejects only if no place can hold all bytes, not even memory. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#file === undefined && this.#pieces === undefined) await this.#openNext();
    for (;;) {
      try {
        await this.#put(bytes, this.#size);
        break;
      } catch {
        await this.#moveOn();
      }
    }
    this.#size += bytes.byteLength;
  }

  /**
   * Flushes the bytes.
   *
   * @returns the path of their file, or their name in memory
   * @throws the disk's error if it can neither flush the bytes nor read them back
   */
  async close(): Promise<{ readonly file: string }> {
    await this.#settle();
    return { file: this.#file?.path ?? this.#name };
  }

  /**
   * Keeps the bytes as incomplete: a file gets the extension `.bin`. Never rejects.
   *
   * @returns the path of the bytes, or their name in memory; undefined if there are none
   */
  async setAside(): Promise<string | undefined> {
    // Bytes that can't be flushed or moved can still be readable later.
    await this.#settle().catch(() => this.#file?.handle.close().catch(() => undefined));
    if (this.#file === undefined) return this.#pieces === undefined ? undefined : this.#name;
    const { path } = this.#file;
    const aside = `${path}.bin`;
    return await this.#disk.rename(path, aside).then(
      () => aside,
      () => path,
    );
  }

  /** Yields the bytes written so far. The caller may not keep a slice: the next one reuses its memory. */
  async *read(): AsyncGenerator<Uint8Array> {
    if (this.#file !== undefined) yield* slicesOf(this.#file.handle, this.#size);
    else yield* this.#pieces ?? [];
  }

  /** Deletes the bytes. Never rejects. */
  async discard(): Promise<void> {
    await this.#remove(this.#file);
    this.#file = undefined;
    this.#pieces = undefined;
  }

  /** Returns the bytes if no disk accepted them; undefined if a file has them. */
  inMemory(): Uint8Array | undefined {
    return this.#pieces === undefined ? undefined : Buffer.concat(this.#pieces);
  }

  /** Opens the next place that can be opened, or else memory. */
  async #openNext(): Promise<void> {
    for (let place = this.#placesLeft.shift(); place; place = this.#placesLeft.shift()) {
      try {
        this.#file = await place();
        return;
      } catch {
        // The next place can be on a disk that works.
      }
    }
    this.#file = undefined;
    this.#pieces = [];
  }

  /**
   * Moves the bytes written so far to the next place that accepts them all.
   *
   * @throws the disk's error if the old file can't be read; the bytes stay where they were
   */
  async #moveOn(): Promise<void> {
    const from = this.#file;
    for (;;) {
      const failed = this.#file;
      await this.#openNext();
      if (failed !== from) await this.#remove(failed);
      try {
        let position = 0;
        if (from !== undefined) {
          for await (const slice of slicesOf(from.handle, this.#size)) {
            await this.#put(slice, position);
            position += slice.byteLength;
          }
        }
        break;
      } catch (error) {
        // Memory accepts everything, so this error means that the old file can't be read.
        if (this.#file === undefined) {
          this.#file = from;
          this.#pieces = from === undefined ? [] : undefined;
          throw error;
        }
      }
    }
    await this.#remove(from);
  }

  async #put(bytes: Uint8Array, position: number): Promise<void> {
    if (this.#file !== undefined) await writeAll(this.#file.handle, bytes, position);
    else this.#pieces?.push(Uint8Array.from(bytes));
  }

  async #remove(file: OpenFile | undefined): Promise<void> {
    if (file === undefined) return;
    await file.handle.close().catch(() => undefined);
    await removeFile(this.#disk, file.path).catch(() => undefined);
  }

  /** Flushes the bytes and checks that the file still has its name, because a handle works even after its folder was deleted. */
  async #settle(): Promise<void> {
    while (this.#file !== undefined) {
      const { path, handle } = this.#file;
      try {
        await handle.sync();
        if ((await this.#disk.stat(path)).size === this.#size) break;
      } catch {
        // Unflushed bytes don't count as stored.
      }
      await this.#moveOn();
    }
    await this.#file?.handle.close().catch(() => undefined);
  }
}
