import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disk } from './disk.ts';

/** Returns the folder for paid bytes that the spool's own disk doesn't accept: one for each user, among temporary files. */
export function temporaryRoot(): string {
  return join(tmpdir(), `easel-${process.getuid?.() ?? 'spool'}`);
}

/**
 * Creates a run's folder in the temporary root. Every user can write into the folder above, so a root that isn't this user's
 * alone is refused: another user could read or replace the images in it.
 *
 * @param root from {@link temporaryRoot}
 * @param id the run's
 * @returns the folder's absolute path
 * @throws what the disk throws; an error when the root isn't this user's own folder
 */
export async function temporaryFolder(disk: Disk, root: string, id: string): Promise<string> {
  await disk.mkdir(root, { recursive: true, mode: 0o700 });
  // Not `stat`: a link that another user put there is refused too.
  const found = await disk.lstat(root);
  // Windows has no user ids, and keeps temporary files in a folder for each user.
  const uid = process.getuid?.();
  const isOurs = uid === undefined || (found.uid === uid && (found.mode & 0o077) === 0);
  if (!found.isDirectory() || !isOurs) throw new Error('the temporary folder is not our own');
  const folder = join(root, id);
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
