import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
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

/** Codes for file systems that can't flush a file. Its bytes are read back, and the spool keeps its own until then. */
const CANNOT_FLUSH = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP']);

/** In ms: five tries within two seconds. */
const PAUSES_MS: readonly number[] = [100, 200, 500, 1000];

export interface PublishOptions {
  readonly disk?: Disk;
  /** In ms, between tries. */
  readonly pausesMs?: readonly number[];
  /** The content's file was created in the folder, and only needs its name there. */
  readonly isCreatedThere?: boolean;
  readonly platform?: NodeJS.Platform;
}

/** The name that a file gets if it's free. */
export interface WantedName {
  readonly stem: string;
  /** Without a dot. */
  readonly extension: string;
  /** The first number to try; 1 by default. */
  readonly number?: number | undefined;
}

/** A name in a folder, and the disk with the folder. */
export interface Place extends WantedName {
  readonly disk: Disk;
  readonly folder: string;
}

/**
 * Publishes a paid image under the first free name: `cat.png`, `cat-2.png`, and so on. Never replaces a file, also when two windows
 * choose the same name at the same moment: a hard link appears whole or not at all. Checking for a free name and then writing loses
 * images (4 processes with 300 names overwrote 4 of them).
 *
 * The file is a copy that is created in the folder, so it gets the owner, group, mode, and access list of any new file there. A link
 * to a file that was created elsewhere would keep that file's, and nothing that Node offers shows whether they differ: neither the
 * default ACL of a folder on Linux nor the inherited one on Windows.
 *
 * @param content the absolute path of the flushed bytes, or the bytes where no disk accepted them
 * @param folder absolute path; it isn't created
 * @returns the file's absolute path
 * @throws SaveError; the paid bytes stay where they are
 */
export async function publishFile(
  content: string | Uint8Array,
  folder: string,
  wanted: WantedName,
  options: PublishOptions = {},
): Promise<string> {
  const { disk = nodeDisk, pausesMs = PAUSES_MS, platform = process.platform } = options;
  const place = { ...wanted, disk, folder };
  try {
    const isLinkable = options.isCreatedThere && typeof content === 'string';
    // Whatever refuses the link, a copy can still succeed.
    let file = isLinkable && (await linkToFreeName(place, content).catch(() => undefined));
    file ||= await publishCopy(place, content, (work) => retryWhileBusy(pausesMs, work, platform));
    await flushFolder(disk, folder);
    return file;
  } catch (error) {
    const file = join(folder, numberedName(wanted.stem, wanted.number ?? 1, wanted.extension));
    throw new SaveError(file, codeOf(error), { cause: error });
  }
}

/** @param retry repeats a step while the system refuses it for a moment */
async function publishCopy(
  place: Place,
  content: string | Uint8Array,
  retry: (step: () => Promise<string>) => Promise<string>,
): Promise<string> {
  const part = await retry(() => copyInto(place, content));
  try {
    // The same copy again: a scanner that holds a new file would hold another copy just as long.
    return await retry(() => nameCopy(place, part));
  } finally {
    await removeFile(place.disk, part).catch(() => undefined);
  }
}

/** Copies into the folder under a temporary name, so that no half file ever has a final name. @returns the copy's path */
async function copyInto({ disk, folder }: Place, content: string | Uint8Array): Promise<string> {
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

/** Gives a file of the same disk the first free name. A link leaves the file's own name, too. @returns the absolute path */
export async function nameCopy(place: Place, part: string): Promise<string> {
  const { disk } = place;
  try {
    return await linkToFreeName(place, part);
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
  { folder, stem, extension, number: first = 1 }: Place,
  take: (file: string) => Promise<void>,
): Promise<string> {
  for (let number = first; number <= MAX_NUMBER; number += 1) {
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

async function linkToFreeName(place: Place, part: string): Promise<string> {
  return await takeFreeName(place, (file) => linkToNew(place.disk, part, file));
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
      const isGone = (gone: unknown) => codeOf(gone) === 'ENOENT';
      if (await disk.lstat(part).then(() => false, isGone)) return;
    } else await removeFile(disk, file).catch(() => undefined);
    throw error;
  }
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
