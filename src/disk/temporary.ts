import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disk } from './disk.ts';

/** Where paid bytes go when the spool's own disk takes no more: a folder of this user's among temporary files. */
export function temporaryRoot(): string {
  return join(tmpdir(), `easel-${process.getuid?.() ?? 'spool'}`);
}

/**
 * Makes a run's folder there. Everybody may write into the folder above, so one that somebody else has put under our
 * name is not used.
 *
 * @returns its path
 */
export async function temporaryFolder(disk: Disk, root: string, id: string): Promise<string> {
  await disk.mkdir(root, { recursive: true, mode: 0o700 });
  const found = await disk.lstat(root);
  // Windows has no such ids, and a folder of temporary files for each user.
  const uid = process.getuid?.();
  const isOurs = uid === undefined || (found.uid === uid && (found.mode & 0o077) === 0);
  if (!found.isDirectory() || !isOurs) throw new Error('not a folder of our own');
  const folder = join(root, id);
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
