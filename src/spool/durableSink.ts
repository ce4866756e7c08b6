import type { FileHandle } from 'node:fs/promises';
import type { PayloadSink } from '../reply/types.ts';
import { slicesOf, writeAll, type Disk } from '../disk/disk.ts';

/** Where a payload may lie, best first: each makes a path that does not exist yet. */
export type Places = readonly (() => Promise<string>)[];

export interface DurableSink extends Required<Omit<PayloadSink, 'setAside'>> {
  /** Never throws. @returns where what was written is now; undefined: nothing is left of it */
  readonly setAside: () => Promise<string | undefined>;
  /** The bytes, once no disk took them. */
  readonly inMemory: () => Uint8Array | undefined;
}

interface OnDisk {
  readonly path: string;
  readonly handle: FileHandle;
}

/**
 * A sink that does not let go of paid bytes: written to a file as they come, and flushed before they count. When a disk
 * refuses, what it took is read back through the open file and moved to the next place, and in the end to memory.
 *
 * @param name what the bytes are called once they are in memory
 */
export function payloadSink(disk: Disk, places: Places, name: string): DurableSink {
  const left = [...places];
  let at: OnDisk | undefined;
  let pieces: Uint8Array[] | undefined;
  let size = 0;

  /** The next place that opens; without one, memory. */
  async function openNext(): Promise<void> {
    for (let place = left.shift(); place !== undefined; place = left.shift()) {
      try {
        const path = await place();
        // For reading too: it is how the bytes come back when this disk refuses the next ones.
        at = { path, handle: await disk.open(path, 'wx+') };
        return;
      } catch {
        // The next place may have what this one lacks.
      }
    }
    at = undefined;
    pieces = [];
  }

  /** Takes what is here so far to the next place that takes all of it. */
  async function moveOn(): Promise<void> {
    const from = at;
    for (;;) {
      const before = at;
      await openNext();
      if (before !== from) await drop(before);
      try {
        let position = 0;
        if (from !== undefined) {
          for await (const slice of slicesOf(from.handle, size)) {
            await put(slice, position);
            position += slice.byteLength;
          }
        }
        break;
      } catch (error) {
        // Memory always takes it: then it is the old file that cannot be read.
        if (at === undefined) {
          at = from;
          pieces = from === undefined ? [] : undefined;
          throw error;
        }
      }
    }
    await drop(from);
  }

  async function put(bytes: Uint8Array, position: number): Promise<void> {
    if (at !== undefined) await writeAll(at.handle, bytes, position);
    else pieces?.push(Uint8Array.from(bytes));
  }

  async function drop(file: OnDisk | undefined): Promise<void> {
    if (file === undefined) return;
    await file.handle.close().catch(() => undefined);
    await disk.rm(file.path, { force: true }).catch(() => undefined);
  }

  /** Flushed, and under its name: a folder that was deleted leaves a file that only the handle still knows. */
  async function settle(): Promise<void> {
    while (at !== undefined) {
      try {
        await at.handle.sync();
        if ((await disk.stat(at.path)).size === size) break;
      } catch {
        // Bytes that are not surely on the disk are not there.
      }
      await moveOn();
    }
    await at?.handle.close().catch(() => undefined);
  }

  return {
    write: async (bytes) => {
      if (at === undefined && pieces === undefined) await openNext();
      for (;;) {
        try {
          await put(bytes, size);
          break;
        } catch {
          await moveOn();
        }
      }
      size += bytes.byteLength;
    },
    close: async () => {
      await settle();
      return { file: at?.path ?? name };
    },
    setAside: async () => {
      // What cannot be flushed or moved may still be there when somebody looks.
      await settle().catch(() => at?.handle.close().catch(() => undefined));
      if (at === undefined) return pieces === undefined ? undefined : name;
      const { path } = at;
      const aside = `${path}.bin`;
      return await disk.rename(path, aside).then(
        () => aside,
        () => path,
      );
    },
    discard: async () => {
      await drop(at);
      at = undefined;
      pieces = undefined;
    },
    inMemory: () => (pieces === undefined ? undefined : Buffer.concat(pieces)),
  };
}
