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

/** The real disk. */
export const nodeDisk: Disk = promises;

/** In bytes: bytes are copied and read back in slices, so that memory doesn't grow with the image. */
const SLICE_BYTES = 1 << 20;

/** Yields bytes in slices. To hash and write a large image in one go would hold the thread for tens of ms. */
export function* slicesInMemory(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += SLICE_BYTES) {
    yield bytes.subarray(at, at + SLICE_BYTES);
  }
}

/** The codes for a full disk, or a user's full share of it. */
export const DISK_FULL_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** Returns the system's error code, such as ENOSPC; `UNKNOWN` for an error without one. */
export function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/**
 * Writes all bytes. On a nearly full disk, one `write` can take only some of them and still succeed.
 *
 * @param position in bytes from the start of the file
 * @throws what the disk throws; EIO when it takes no more bytes
 */
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

/**
 * Yields the beginning of an open file in slices. A slice is valid until the next one: they share memory.
 *
 * @param size how many bytes to read
 * @throws what the disk throws; EIO when the file is shorter
 */
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

/** Makes the names in a folder survive a power cut, where the system can flush a folder. Windows can't. Never rejects. */
export async function flushFolder(disk: Disk, folder: string): Promise<void> {
  const handle = await disk.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

function shortOf(what: string): Error {
  return Object.assign(new Error(`short ${what}`), { code: 'EIO' });
}
