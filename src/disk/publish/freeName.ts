import { join } from 'node:path';
import { codeOf, type Disk } from '../disk.ts';
import { MAX_NUMBER, numberedName } from '../names.ts';
import { removeFile } from '../remove.ts';

/**
 * Codes of a refused link that another way to the name would meet too: the name is taken, the folder is gone, or the disk is busy.
 * Every other code can be a file system's way of saying that it has no links, and each has its own: exFAT on Windows says EISDIR.
 */
const NOT_ABOUT_LINKS = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'EEXIST', 'ENOENT']);

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

export async function linkToFreeName(place: Place, part: string): Promise<string> {
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
