import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { CheckError, EaselError, SaveError } from '../errors.ts';
import { codeOf, nodeDisk, type Disk } from '../disk/disk.ts';

/** The usual reply many times over: an image of 20 MB in the spool and as a copy beside the source, with room to spare. */
export const NEEDED_BYTES = 64 * 1024 * 1024;

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Looks, before money, whether the spool's disk has room for a result.
 *
 * @param root the spool's folder
 * @throws CheckError `no-room`
 */
export async function checkRoom(root: string, disk: Disk = nodeDisk): Promise<void> {
  const free = await freeBytes(root, disk);
  if (free !== undefined && free < NEEDED_BYTES) {
    throw new CheckError({ kind: 'no-room', free, needed: NEEDED_BYTES });
  }
}

/** What a spool that cannot be opened or written means while nothing is sent yet. */
export async function spoolRefusal(
  error: unknown,
  root: string,
  disk: Disk = nodeDisk,
): Promise<EaselError> {
  if (error instanceof EaselError) return error;
  const code = codeOf(error);
  if (!FULL.has(code)) return new CheckError({ kind: 'no-spool', code }, { cause: error });
  const free = (await freeBytes(root, disk)) ?? 0;
  return new CheckError({ kind: 'no-room', free, needed: NEEDED_BYTES }, { cause: error });
}

/** Undefined where the system does not say. A folder that is still to be made lies on its parent's disk. */
async function freeBytes(folder: string, disk: Disk): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await disk.statfs(at);
      return bavail * bsize;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || at === dirname(at)) return undefined;
    }
  }
}

/** Looks once more, before publishing. @throws SaveError */
export type RecheckFolder = () => Promise<void>;

/**
 * Looks, before money, whether a folder is there and takes a file: one is made in it, exclusively, and removed. While the
 * run goes on the folder may turn into a link to elsewhere; the second look finds that.
 *
 * @param folder absolute path
 * @throws CheckError `target-missing`, `target-read-only`
 */
export async function checkFolder(folder: string, disk: Disk = nodeDisk): Promise<RecheckFolder> {
  const real = await realFolder(folder, disk);
  if (real === undefined) throw new CheckError({ kind: 'target-missing', folder });
  const probe = join(folder, `.easel-${randomUUID()}.part`);
  try {
    await (await disk.open(probe, 'wx')).close();
    await disk.rm(probe, { force: true });
  } catch (error) {
    const code = codeOf(error);
    throw new CheckError({ kind: 'target-read-only', folder, code }, { cause: error });
  }
  return async () => {
    const now = await disk.realpath(folder).catch((error: unknown) => {
      throw new SaveError(folder, codeOf(error), { cause: error });
    });
    if (now !== real) throw new SaveError(folder, 'EXDEV');
  };
}

async function realFolder(folder: string, disk: Disk): Promise<string | undefined> {
  try {
    const real = await disk.realpath(folder);
    return (await disk.stat(real)).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}
