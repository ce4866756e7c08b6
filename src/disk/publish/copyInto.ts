import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { codeOf, slicesInMemory, slicesOf, writeAll, type Disk } from '../disk.ts';
import type { Place } from './freeName.ts';
import { removeFile } from '../remove.ts';

/** Codes for file systems that can't flush a file. Its bytes are read back, and the spool keeps its own until then. */
const CANNOT_FLUSH = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP']);

/**
 * Copies into a folder under a temporary name, so that no half file ever has a final name. The copy is flushed and read back.
 *
 * @returns the copy's path
 * @throws what the disk throws; then there is no copy
 */
export async function copyInto(
  { disk, folder }: Pick<Place, 'disk' | 'folder'>,
  content: string | Uint8Array,
): Promise<string> {
  const part = partPath(folder, content);
  try {
    await copy(disk, content, part);
    return part;
  } catch (error) {
    await removeFile(disk, part).catch(() => undefined);
    throw error;
  }
}

/**
 * Returns a free path for a file that has no final name yet. It's named after the run whose spool folder has the content, so that
 * what a crash leaves can be told apart.
 */
export function partPath(folder: string, content: string | Uint8Array): string {
  const run = typeof content === 'string' ? basename(dirname(content)) : 'memory';
  return join(folder, `${partPrefix(run)}${randomUUID()}.part`);
}

/** Returns the beginning of the names that copies of a run's images have until they get their final ones. @param run its id */
export function partPrefix(run: string): string {
  // Only ids: any other folder's name could make this one too long.
  return /^[0-9a-f-]{36}$/.test(run) ? `.easel-${run}-` : '.easel-';
}

/**
 * Writes, flushes, and reads back. Some file systems report success for bytes that they didn't store. A checksum is enough to notice
 * that, and takes half of the time of a hash.
 */
async function copy(disk: Disk, content: string | Uint8Array, part: string): Promise<void> {
  let written = 0;
  const handle = await disk.open(part, 'wx+');
  try {
    let size = 0;
    for await (const slice of slicesOfContent(disk, content)) {
      written = crc32(slice, written);
      await writeAll(handle, slice, size);
      size += slice.byteLength;
    }
    await handle.sync().catch((error: unknown) => {
      if (!CANNOT_FLUSH.has(codeOf(error))) throw error;
    });
    let read = 0;
    for await (const slice of slicesOf(handle, size)) read = crc32(slice, read);
    if (read !== written) {
      throw Object.assign(new Error('other bytes read back'), { code: 'EIO' });
    }
  } finally {
    await handle.close();
  }
}

async function* slicesOfContent(
  disk: Disk,
  content: string | Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (typeof content !== 'string') {
    yield* slicesInMemory(content);
    return;
  }
  const handle = await disk.open(content, 'r');
  try {
    yield* slicesOf(handle, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}
