import { constants } from 'node:fs';
import { copyFile, link, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { numbered } from '../image/names.ts';
import { SaveError } from '../errors.ts';

const MOST_NUMBERS = 9999;

/** File systems that cannot link at all, or not from the spool: FAT, some network shares, another disk. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']);

/**
 * Gives a spooled image its name beside the source. A hard link appears whole or not at all and never replaces anything,
 * even when two windows choose the same name in the same moment; looking first and writing then
 * loses images. Where links cannot be had, the copy is created exclusively.
 *
 * @param spooled absolute path of the bytes, flushed
 * @returns the absolute path of the file
 * @throws SaveError the spooled bytes stay where they are
 */
export async function publishFile(
  spooled: string,
  folder: string,
  stem: string,
  extension: string,
): Promise<string> {
  try {
    for (let number = 1; number <= MOST_NUMBERS; number += 1) {
      const target = join(folder, numbered(stem, number, extension));
      if (await place(spooled, target)) {
        await flushFolder(folder);
        return target;
      }
    }
  } catch (error) {
    throw new SaveError(join(folder, numbered(stem, 1, extension)), codeOf(error), {
      cause: error,
    });
  }
  throw new SaveError(join(folder, numbered(stem, 1, extension)), 'EEXIST');
}

/** False: the name is taken. */
async function place(spooled: string, target: string): Promise<boolean> {
  try {
    await link(spooled, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_LINK.has(codeOf(error))) throw error;
  }
  return await placeCopy(spooled, target);
}

async function placeCopy(spooled: string, target: string): Promise<boolean> {
  // Claims the name; from here on the file is ours to remove if the copy fails.
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await copyFile(spooled, target, constants.COPYFILE_FICLONE);
    const handle = await open(target, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

/** Makes the new name survive a power cut, where the system lets a folder be flushed. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
