import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { slicesOf, type Disk } from '../disk/disk.ts';
import { addEnding, MAX_NUMBER, numberedName } from '../disk/names.ts';
import { partPrefix } from '../disk/publish/copyInto.ts';
import { fittingStems } from '../disk/publish/publishFitting.ts';
import { removeFile } from '../disk/remove.ts';
import { localFolder } from '../disk/target.ts';
import type { RunRecord, SpooledImage } from './record.ts';

/** In ms. A copy takes seconds. A younger one can belong to a window that saves a result of the same run right now. */
const ABANDONED_MS = 60_000;

/**
 * Tells whether a dead run published an image before it could record that: a file with one of the names that the run tries has
 * exactly its bytes. Never rejects; an image that can't be compared counts as unsaved.
 */
export async function hasPublishedCopy(
  disk: Disk,
  { target, region }: Pick<RunRecord, 'target' | 'region'>,
  image: Pick<SpooledImage, 'size' | 'sha256' | 'extension'>,
): Promise<boolean> {
  const folder = localFolder(target);
  if (folder === undefined) return false;
  // What a region edit paid for can be next to the merged image.
  const wanted = region ? [target.stem, addEnding(target.stem, '-whole')] : [target.stem];
  const stems = wanted.flatMap((stem) =>
    fittingStems({ stem, extension: image.extension }, folder),
  );
  for (const stem of new Set(stems)) {
    if (await hasCopyNamed(disk, join(folder, stem), image, target.number)) return true;
  }
  return false;
}

/**
 * @param path with the stem, without a number and an extension
 * @param first the first number that the run tried
 */
async function hasCopyNamed(
  disk: Disk,
  path: string,
  image: Pick<SpooledImage, 'size' | 'sha256' | 'extension'>,
  first = 1,
): Promise<boolean> {
  try {
    // The names up to the first free one, because a run takes the first free name.
    for (let number = first; number <= MAX_NUMBER; number += 1) {
      const file = numberedName(path, number, image.extension);
      const found = await disk.lstat(file);
      if (found.isFile() && found.size === image.size) {
        if ((await hashOf(disk, file, image.size)) === image.sha256) return true;
      }
    }
  } catch {
    // A free name, one that is too long for the disk, or a folder that is gone or can't be read.
  }
  return false;
}

/**
 * Removes the copies that a dead run was making in its target folder. Never rejects.
 *
 * @param now in ms since 1970; keeps young copies. Missing: the user has decided about the run, so no window works on it
 */
export async function removeParts(
  disk: Disk,
  folder: string,
  record: RunRecord,
  now?: number,
): Promise<void> {
  const target = localFolder(record.target);
  const prefix = partPrefix(basename(folder));
  if (target === undefined || prefix === partPrefix('')) return;
  for (const name of await disk.readdir(target).catch(() => [])) {
    if (!name.startsWith(prefix) || !name.endsWith('.part')) continue;
    const file = join(target, name);
    const found = await disk.lstat(file).catch(() => undefined);
    if (!found?.isFile()) continue;
    const isOld = now === undefined || Math.abs(now - found.mtimeMs) > ABANDONED_MS;
    if (isOld) await removeFile(disk, file).catch(() => undefined);
  }
}

async function hashOf(disk: Disk, file: string, size: number): Promise<string> {
  const handle = await disk.open(file, 'r');
  try {
    const hash = createHash('sha256');
    for await (const slice of slicesOf(handle, size)) hash.update(slice);
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}
