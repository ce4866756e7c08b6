import { join } from 'node:path';
import type { Disk } from '../disk/disk.ts';
import { partPath } from '../disk/publish/copyInto.ts';
import { removeFile } from '../disk/remove.ts';
import type { OpenFile } from './durableSink.ts';

/**
 * Creates the file of a payload in the folder that the image is for, and moves its name to the run's folder. So it has the owner,
 * group, mode, and access list of any new file there, and the image only needs another name once it is whole: on the same disk, it
 * is written once.
 *
 * @param target absolute path of the folder that the image is for
 * @param folder the run's, an absolute path
 * @param name the payload's
 * @throws what the disk throws: EXDEV for folders on two disks, and each file system's own code where it has no links
 */
export async function createForTarget(
  disk: Disk,
  target: string,
  folder: string,
  name: string,
): Promise<OpenFile> {
  const path = join(folder, name);
  const part = partPath(target, path);
  const handle = await disk.open(part, 'wx+');
  try {
    await disk.link(part, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  } finally {
    await removeFile(disk, part).catch(() => undefined);
  }
  // With a second name, the image would count as published after a crash. A scanner or a network drive can keep that name.
  if ((await handle.stat()).nlink > 1) {
    await handle.close().catch(() => undefined);
    await removeFile(disk, path).catch(() => undefined);
    throw Object.assign(new Error('still linked'), { code: 'EBUSY' });
  }
  return { path, handle };
}
