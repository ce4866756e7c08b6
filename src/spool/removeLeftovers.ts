import { basename, join } from 'node:path';
import { nodeDisk, type Disk } from '../disk/disk.ts';
import { removeFile, removeFolder } from '../disk/remove.ts';
import type { Leftover } from './leftovers.ts';
import { removeParts } from './publishedCopy.ts';
import { isRawReply } from './rawReplies.ts';
import { readRecord, writeRecord, type HostedRecord } from './record.ts';

/**
 * Removes a saved or discarded image. The run's folder goes with the last one. A whole image that makes up most of a reply takes it
 * along. Otherwise the reply can contain more than this image, such as the result next to a thumbnail, and is offered next.
 *
 * @param file the image's absolute path
 * @throws what the disk throws when the image can't be deleted
 */
export async function removeImage(
  { folder, images }: Leftover,
  file: string,
  disk: Disk = nodeDisk,
): Promise<void> {
  const whole = images.find((image) => image.file === file);
  if (whole !== undefined) await removeRawReply(disk, folder, whole.size);
  // First: an image whose file is gone but whose address is left would be downloaded again.
  await removeAddresses(disk, folder, (hosted) => {
    return hosted.state === 'here' && basename(hosted.file ?? '') === basename(file);
  });
  await removeFile(disk, file);
  await removeIfEmpty(disk, folder);
}

/** Removes the address of a hosted image that the user discarded. @throws what the disk throws */
export async function removePendingDownload(
  { folder }: Leftover,
  { url }: HostedRecord,
  disk: Disk = nodeDisk,
): Promise<void> {
  await removeAddresses(disk, folder, (hosted) => hosted.url === url);
  await removeIfEmpty(disk, folder);
}

/** Removes a run without content after the user was notified. @throws what the disk throws */
export async function removeRun(
  { folder, record }: Leftover,
  disk: Disk = nodeDisk,
): Promise<void> {
  await removeParts(disk, folder, record);
  await removeFolder(disk, folder);
}

/** Never rejects: an address that stays costs an offer that isn't needed, not an image. */
async function removeAddresses(
  disk: Disk,
  folder: string,
  isDone: (hosted: HostedRecord) => boolean,
): Promise<void> {
  try {
    const record = await readRecord(disk, folder);
    if (!record?.hosted?.some(isDone)) return;
    const hosted = record.hosted.filter((each) => !isDone(each));
    await writeRecord(disk, folder, { ...record, hosted });
  } catch {
    // The record stays as it is.
  }
}

/**
 * Removes a reply that is hardly larger than an image in Base64, which takes 4/3 of its bytes. Never rejects: a reply that stays costs
 * an offer that isn't needed.
 *
 * @param size of the image in bytes
 */
async function removeRawReply(disk: Disk, folder: string, size: number): Promise<void> {
  const names = await disk.readdir(folder).catch(() => []);
  for (const file of names.filter(isRawReply).map((name) => join(folder, name))) {
    const reply = await disk.lstat(file).catch(() => undefined);
    if (reply === undefined || reply.size > size * 2) continue;
    await removeFile(disk, file).catch(() => undefined);
  }
}

async function removeIfEmpty(disk: Disk, folder: string): Promise<void> {
  try {
    const names = await disk.readdir(folder);
    if (names.some((name) => name.startsWith('payload-') || isRawReply(name))) return;
    const record = await readRecord(disk, folder);
    if (record?.hosted?.length) return;
    // Nothing looks for them once the folder is gone.
    if (record) await removeParts(disk, folder, record);
  } catch {
    // What can't be read now can have content. The next listing removes an empty folder.
    return;
  }
  await removeFolder(disk, folder);
}
