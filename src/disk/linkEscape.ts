import { dirname } from 'node:path';
import { codeOf, nodeDisk, type Disk } from './disk.ts';
import { isWithin, nameKey } from './platformNames.ts';

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
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  // A tool may spell a folder differently from VS Code. Real paths have one spelling.
  const key = nameKey(folder, platform);
  if (!workspace.some((root) => isWithin(key, nameKey(root, platform), platform))) return undefined;
  const real = await realAncestor(folder, disk);
  if (real === undefined) return undefined;
  const roots = await Promise.all(workspace.map((root) => disk.realpath(root).catch(() => root)));
  return roots.some((root) => isWithin(real, root, platform)) ? undefined : real;
}

/** Returns the real path of a folder, or of the nearest folder above it that exists: a missing one would be created there. */
async function realAncestor(folder: string, disk: Disk): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      return await disk.realpath(at);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || at === dirname(at)) return undefined;
    }
  }
}
