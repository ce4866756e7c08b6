import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { CheckError, EaselError, SaveError } from '../errors.ts';
import { codeOf, DISK_FULL_CODES, nodeDisk, type Disk } from '../disk/disk.ts';
import { removeFile } from '../disk/remove.ts';
import { retryWhileBusy, scannerPauses } from '../disk/retry.ts';

/** In bytes: an image of 20 MB in the spool and again as a copy next to the source, with room to spare. */
export const NEEDED_BYTES = 64 * 1024 * 1024;

/**
 * Checks that the spool's disk has room for a result, before anything is sent.
 *
 * @param root the spool's folder, an absolute path; it may not exist yet
 * @param results how many can arrive at once, each of which needs its own room
 * @throws CheckError `no-room`
 */
export async function checkRoom(root: string, disk: Disk = nodeDisk, results = 1): Promise<void> {
  const free = await freeBytes(root, disk);
  const needed = NEEDED_BYTES * results;
  if (free !== undefined && free < needed) throw new CheckError({ kind: 'no-room', free, needed });
}

/** Returns the error for a spool that can't be opened or written, while nothing is sent yet: `no-room` or `no-spool`. */
export async function spoolRefusal(
  error: unknown,
  root: string,
  disk: Disk = nodeDisk,
): Promise<EaselError> {
  if (error instanceof EaselError) return error;
  const code = codeOf(error);
  if (!DISK_FULL_CODES.has(code))
    return new CheckError({ kind: 'no-spool', code }, { cause: error });
  const free = (await freeBytes(root, disk)) ?? 0;
  return new CheckError({ kind: 'no-room', free, needed: NEEDED_BYTES }, { cause: error });
}

/** Returns undefined where the system doesn't say. A folder that doesn't exist yet will be on its parent's disk. */
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

/** Checks a target folder again before publishing. @throws SaveError */
export type RecheckFolder = () => Promise<void>;

/**
 * Checks that a folder exists and accepts a file, before anything is sent: creates one in it exclusively, and deletes it.
 *
 * @param folder absolute path
 * @returns a second check for the moment before publishing, because the folder can become a link to elsewhere during the run
 * @throws CheckError `target-missing`, `target-read-only`
 */
export async function checkFolder(folder: string, disk: Disk = nodeDisk): Promise<RecheckFolder> {
  const real = await realFolder(folder, disk);
  if (real === undefined) throw new CheckError({ kind: 'target-missing', folder });
  const probe = join(folder, `.easel-${randomUUID()}.part`);
  try {
    const created = await retryWhileBusy(scannerPauses(), () => disk.open(probe, 'wx'));
    await created.close();
    await removeFile(disk, probe);
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
