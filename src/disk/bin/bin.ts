import { randomUUID } from 'node:crypto';
import { basename, dirname, join, normalize } from 'node:path';
import { codeOf, flushFolder, nodeDisk, type Disk } from '../disk.ts';
import { numberOf } from '../names.ts';
import { nameCopy, type WantedName } from '../publish/freeName.ts';
import { publishFile } from '../publish/publishFile.ts';
import { removeFile, removeFolder } from '../remove.ts';

/** How long a deleted file is kept, in days. */
export const BIN_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Returns a new folder in the bin, for one deleted file. Its name begins with the time, which decides when it is emptied.
 *
 * @param root the bin: an absolute path
 * @param now in ms since 1970
 */
export async function newBinFolder(
  root: string,
  now: number,
  disk: Disk = nodeDisk,
): Promise<string> {
  const folder = join(root, `${now}-${randomUUID()}`);
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Moves a file into the bin.
 *
 * @param file absolute path
 * @returns its absolute path in the bin; undefined if there is no such file
 * @throws what the disk throws; the file is still at its place
 */
export async function moveToBin(
  file: string,
  root: string,
  now: number,
  disk: Disk = nodeDisk,
): Promise<string | undefined> {
  const found = await disk.lstat(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  // A link or a folder in place of a result isn't what Easel saved there.
  if (!found.isFile()) throw Object.assign(new Error('not a file'), { code: 'EINVAL' });
  const folder = await newBinFolder(root, now, disk);
  try {
    return await moveFile(file, folder, namePartsOf(file), disk);
  } catch (error) {
    // Only an empty folder: a file that could not be removed from its place may be in the bin as well.
    await disk.rmdir(folder).catch(() => undefined);
    throw error;
  }
}

/**
 * Moves a file back from the bin. A name that is taken meanwhile is left alone, and the file gets the next free one.
 *
 * @param binned its absolute path in the bin
 * @param file its absolute path before it was deleted
 * @returns its absolute path; undefined if it isn't in the bin anymore
 * @throws what the disk throws; the file is still in the bin
 */
export async function moveFromBin(
  binned: string,
  file: string,
  disk: Disk = nodeDisk,
): Promise<string | undefined> {
  if (await isMissing(disk, binned)) return undefined;
  const restored = await moveFile(binned, dirname(file), namePartsOf(file), disk);
  await disk.rmdir(dirname(binned)).catch(() => undefined);
  return restored;
}

/**
 * Deletes what was put into the bin more than {@link BIN_DAYS} days ago. Never rejects.
 *
 * @param now in ms since 1970
 */
export async function emptyBin(root: string, now: number, disk: Disk = nodeDisk): Promise<void> {
  for (const name of await disk.readdir(root).catch(() => [])) {
    const [, put] = /^(\d{12,14})-/.exec(name) ?? [];
    if (put === undefined || now - Number(put) <= BIN_DAYS * DAY_MS) continue;
    await removeFolder(disk, join(root, name)).catch(() => undefined);
  }
}

/** Returns whether a path is one that `moveToBin` returns. */
export function isInBin(file: string, root: string): boolean {
  return dirname(dirname(normalize(file))) === normalize(root);
}

/** Splits a file's name, so that a taken `cat-edited-2.png` continues as `cat-edited-3.png`. */
export function namePartsOf(path: string): WantedName {
  const [, stem = basename(path), extension = ''] = /^(.+)\.([^.]+)$/s.exec(basename(path)) ?? [];
  return { ...numberOf(stem), extension };
}

/**
 * Moves a file to a free name, without ever replacing one. On one disk its bytes stay where they are. On another disk they are
 * copied, flushed, and read back before the original is removed.
 */
async function moveFile(
  file: string,
  folder: string,
  wanted: WantedName,
  disk: Disk,
): Promise<string> {
  const before = await disk.lstat(file, { bigint: true });
  const moved = await nameCopy({ ...wanted, disk, folder }, file).catch((error: unknown) => {
    if (codeOf(error) !== 'EXDEV') throw error;
    return publishFile(file, folder, wanted, { disk });
  });
  // Another program, or another run, may have put a new file there meanwhile.
  const now = await disk.lstat(file, { bigint: true }).catch(() => undefined);
  const isSame =
    now?.ino === before.ino && now.dev === before.dev && now.mtimeNs === before.mtimeNs;
  if (isSame) await removeFile(disk, file);
  await flushFolder(disk, folder);
  return moved;
}

/** @throws what the disk throws, except that the file is missing */
export async function isMissing(disk: Disk, file: string): Promise<boolean> {
  try {
    await disk.lstat(file);
    return false;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return true;
  }
}
