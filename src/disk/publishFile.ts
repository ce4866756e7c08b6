import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { MAX_NUMBER, numberedName } from './names.ts';
import { SaveError } from '../errors.ts';
import {
  codeOf,
  flushFolder,
  nodeDisk,
  slicesInMemory,
  slicesOf,
  writeAll,
  type Disk,
} from './disk.ts';
import { removeFile } from './remove.ts';
import { retryWhileBusy } from './retry.ts';

/**
 * Codes of a refused link that another way to the name would meet too: the name is taken, the folder is gone, or the disk is busy.
 * Every other code can be a file system's way of saying that it has no links, and each has its own: exFAT on Windows says EISDIR.
 */
const NOT_ABOUT_LINKS = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'EEXIST', 'ENOENT']);

/** Codes for file systems that can't flush a file. The bytes are read back, and the spool's stay until the file has its name. */
const CANNOT_FLUSH = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP']);

/** In ms: five tries within two seconds. */
const PAUSES_MS: readonly number[] = [100, 200, 500, 1000];

export interface PublishOptions {
  readonly disk?: Disk;
  /** In ms, between tries. */
  readonly pausesMs?: readonly number[];
  readonly platform?: NodeJS.Platform;
}

/** The name that a file gets if it's free. */
export interface WantedName {
  readonly stem: string;
  /** Without a dot. */
  readonly extension: string;
}

/** A name in a folder, and the disk with the folder. */
interface Place extends WantedName {
  readonly disk: Disk;
  readonly folder: string;
}

/**
 * Publishes a paid image under the first free name: `cat.png`, `cat-2.png`, and so on. Never replaces a file, also when two windows
 * choose the same name at the same moment: a hard link appears whole or not at all. Checking for a free name and then writing loses
 * images (4 processes with 300 names overwrote 4 of them).
 *
 * The file is created in the folder, so it gets the owner, group, mode, and access list of any new file there. A link to the spool's
 * own file would keep the spool's, and nothing that Node offers shows whether they differ: neither the default ACL of a folder on
 * Linux nor the inherited one on Windows.
 *
 * @param content the absolute path of the flushed bytes, or the bytes where no disk accepted them
 * @param folder absolute path; it isn't created
 * @returns the file's absolute path
 * @throws SaveError; the paid bytes stay where they are
 */
export async function publishFile(
  content: string | Uint8Array,
  folder: string,
  { stem, extension }: WantedName,
  { disk = nodeDisk, pausesMs = PAUSES_MS, platform = process.platform }: PublishOptions = {},
): Promise<string> {
  const place = { disk, folder, stem, extension };
  try {
    const part = await retryWhileBusy(pausesMs, () => copyInto(place, content), platform);
    let file: string;
    try {
      // The same copy again: a scanner that holds a new file would hold another copy just as long.
      file = await retryWhileBusy(pausesMs, () => nameCopy(place, part), platform);
    } finally {
      await removeFile(disk, part).catch(() => undefined);
    }
    await flushFolder(disk, folder);
    return file;
  } catch (error) {
    const file = join(folder, numberedName(stem, 1, extension));
    throw new SaveError(file, codeOf(error), { cause: error });
  }
}

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
  const part = join(folder, partName(content));
  try {
    await copy(disk, content, part);
    return part;
  } catch (error) {
    await removeFile(disk, part).catch(() => undefined);
    throw error;
  }
}

/** Names a copy after the run whose spool folder has the content, so that its leftovers can be told apart after a crash. */
function partName(content: string | Uint8Array): string {
  const run = typeof content === 'string' ? basename(dirname(content)) : 'memory';
  return `${partPrefix(run)}${randomUUID()}.part`;
}

/** Returns the beginning of the names that copies of a run's images have until they get their final ones. @param run its id */
export function partPrefix(run: string): string {
  // Only ids: any other folder's name could make this one too long.
  return /^[0-9a-f-]{36}$/.test(run) ? `.easel-${run}-` : '.easel-';
}

/** Gives the copy the first free name. A link leaves the copy's own name, too. @returns the absolute path */
async function nameCopy(place: Place, part: string): Promise<string> {
  const { disk } = place;
  try {
    return await takeFreeName(place, (file) => linkToNew(disk, part, file));
  } catch (error) {
    if (NOT_ABOUT_LINKS.has(codeOf(error))) throw error;
  }
  return await takeFreeName(place, (file) => renameToNew(disk, part, file));
}

/**
 * Tries the names in turn.
 *
 * @param take gives the image the name, or fails with EEXIST when the name is taken
 * @returns the absolute path that was taken
 * @throws what `take` throws; EEXIST when no name is free
 */
async function takeFreeName(
  { folder, stem, extension }: Place,
  take: (file: string) => Promise<void>,
): Promise<string> {
  for (let number = 1; number <= MAX_NUMBER; number += 1) {
    const file = join(folder, numberedName(stem, number, extension));
    try {
      await take(file);
      return file;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}

async function linkToNew(disk: Disk, part: string, file: string): Promise<void> {
  try {
    await disk.link(part, file);
  } catch (error) {
    // NFS repeats a request when the reply is lost, and reports the result of the repetition: the name is taken, by this very file.
    if (!(await isLinked(disk, part, file))) throw error;
  }
}

async function isLinked(disk: Disk, part: string, file: string): Promise<boolean> {
  try {
    // Exact numbers: those of NTFS don't fit into a double.
    const own = await disk.lstat(part, { bigint: true });
    if (own.nlink < 2n) return false;
    const found = await disk.lstat(file, { bigint: true });
    return found.nlink > 1n && found.ino === own.ino && found.dev === own.dev;
  } catch {
    return false;
  }
}

/**
 * Renames on a file system without links. `rename` replaces files, so the name is created first, and only this empty file is
 * replaced. A crash in between leaves it, never half an image.
 */
async function renameToNew(disk: Disk, part: string, file: string): Promise<void> {
  const created = await disk.open(file, 'wx');
  try {
    await created.close();
    await disk.rename(part, file);
  } catch (error) {
    const found = await disk.lstat(file).catch(() => undefined);
    // A file with bytes in it isn't the empty one. It is the image if a network drive lost the reply to the rename.
    if (found !== undefined && found.size > 0) {
      if (await isGone(disk, part)) return;
    } else await removeFile(disk, file).catch(() => undefined);
    throw error;
  }
}

async function isGone(disk: Disk, path: string): Promise<boolean> {
  return await disk.lstat(path).then(
    () => false,
    (error: unknown) => codeOf(error) === 'ENOENT',
  );
}

/** Writes, flushes, and reads back. Some file systems report success for bytes that they didn't store. */
async function copy(disk: Disk, content: string | Uint8Array, part: string): Promise<void> {
  const written = createHash('sha256');
  const handle = await disk.open(part, 'wx+');
  try {
    let size = 0;
    for await (const slice of slicesOfContent(disk, content)) {
      written.update(slice);
      await writeAll(handle, slice, size);
      size += slice.byteLength;
    }
    await handle.sync().catch((error: unknown) => {
      if (!CANNOT_FLUSH.has(codeOf(error))) throw error;
    });
    const read = createHash('sha256');
    for await (const slice of slicesOf(handle, size)) read.update(slice);
    if (read.digest('hex') !== written.digest('hex')) {
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
