import { isAbsolute, relative, sep } from 'node:path';
import { nodeDisk, type Disk } from './disk.ts';

/**
 * Where a folder of the workspace really is, if a link leads out of the workspace: a repository may bring such links along.
 * A folder that the user chose outside of the workspace is no such case.
 *
 * @param folder absolute path
 * @param workspace absolute paths of the workspace's folders
 */
export async function findLinkEscape(
  folder: string,
  workspace: readonly string[],
  disk: Disk = nodeDisk,
): Promise<string | undefined> {
  if (!workspace.some((each) => isWithin(folder, each))) return undefined;
  const real = await disk.realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  const roots = await Promise.all(workspace.map((each) => disk.realpath(each).catch(() => each)));
  return roots.some((each) => isWithin(real, each)) ? undefined : real;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
