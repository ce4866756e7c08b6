import { isAbsolute, relative, sep } from 'node:path';
import { nodeDisk, type Disk } from './disk.ts';

/**
 * Returns the real path of a workspace folder that a link leads outside of the workspace, because a repository can contain such
 * links. Returns undefined for every other folder, those that the user chose outside of the workspace included. Never rejects.
 *
 * @param folder absolute path
 * @param workspace absolute paths of the workspace's folders
 */
export async function findLinkEscape(
  folder: string,
  workspace: readonly string[],
  disk: Disk = nodeDisk,
): Promise<string | undefined> {
  if (!workspace.some((root) => isWithin(folder, root))) return undefined;
  const real = await disk.realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  const roots = await Promise.all(workspace.map((root) => disk.realpath(root).catch(() => root)));
  return roots.some((root) => isWithin(real, root)) ? undefined : real;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
