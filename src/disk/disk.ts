import * as promises from 'node:fs/promises';

/** The file functions that paid bytes pass through, so that a test can make any one of them fail. */
export type Disk = Pick<
  typeof promises,
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'readFile'
  | 'realpath'
  | 'rename'
  | 'rm'
  | 'rmdir'
  | 'stat'
  | 'statfs'
  | 'utimes'
>;

export const nodeDisk: Disk = promises;

/** Slices in which bytes are copied and read back: memory does not grow with the image. */
const SLICE_BYTES = 1 << 20;

/** Hashed and written in one go, a large picture would hold the thread for tens of ms. */
export function* slicesInMemory(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += SLICE_BYTES) {
    yield bytes.subarray(at, at + SLICE_BYTES);
  }
}

/** The system's code, such as ENOSPC; `UNKNOWN` for what has none. */
export function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** Writes all of it from `position` on: a single write may be short on a nearly full disk and still succeed. */
export async function writeAll(
  handle: promises.FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    const left = bytes.byteLength - done;
    const { bytesWritten } = await handle.write(bytes, done, left, position + done);
    if (bytesWritten === 0) throw shortOf('write');
    done += bytesWritten;
  }
}

/** The first `size` bytes of a file that is open for reading, in slices. @throws when there are fewer */
export async function* slicesOf(
  handle: promises.FileHandle,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const slice = Buffer.allocUnsafe(Math.min(SLICE_BYTES, Math.max(1, size)));
  for (let done = 0; done < size;) {
    const want = Math.min(slice.length, size - done);
    const { bytesRead } = await handle.read(slice, 0, want, done);
    if (bytesRead === 0) throw shortOf('read');
    yield slice.subarray(0, bytesRead);
    done += bytesRead;
  }
}

/** Makes the names in a folder survive a power cut, where the system lets a folder be flushed. */
export async function flushFolder(disk: Disk, folder: string): Promise<void> {
  const handle = await disk.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

function shortOf(what: string): Error {
  return Object.assign(new Error(`short ${what}`), { code: 'EIO' });
}
