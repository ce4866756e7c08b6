import { dirname } from 'node:path';
import { nodeDisk, flushFolder, type Disk } from '../disk/disk.ts';
import { copyInto } from '../disk/publish/copyInto.ts';
import { removeFile } from '../disk/remove.ts';
import { retryWhileBusy, scannerPauses } from '../disk/retry.ts';

/** The code for a file that another program changed since its bytes were kept. */
export const CHANGED = 'ECHANGED';

const ANY_WRITER = 0o222;
const PERMISSIONS = 0o777;

export interface ReplaceOptions {
  readonly disk?: Disk;
  /** In ms, between tries while a scanner holds the file. */
  readonly pausesMs?: readonly number[];
}

/**
 * Replaces the content of a file in one step: another program sees the old bytes or the new ones, also after a power cut. The file
 * keeps its permissions, and a link stays a link.
 *
 * @param path absolute
 * @param expected the bytes that the file must still have
 * @throws what the disk throws; EACCES for a read-only file; ECHANGED for a file with other bytes. The file stays as it was
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  expected: Uint8Array,
  { disk = nodeDisk, pausesMs = scannerPauses() }: ReplaceOptions = {},
): Promise<void> {
  const file = await disk.realpath(path);
  const { mode } = await disk.stat(file);
  // A rename needs no permission for the file itself, but the user protected it.
  if ((mode & ANY_WRITER) === 0) throw withCode('EACCES');
  const folder = dirname(file);
  const part = await copyInto({ disk, folder }, bytes);
  try {
    await setMode(disk, part, mode & PERMISSIONS);
    if (Buffer.compare(await disk.readFile(file), expected) !== 0) throw withCode(CHANGED);
    await retryWhileBusy(pausesMs, () => disk.rename(part, file));
  } catch (error) {
    await removeFile(disk, part).catch(() => undefined);
    throw error;
  }
  await flushFolder(disk, folder);
}

/** Some file systems have no permissions to set, and the file is worth more than its mode. */
async function setMode(disk: Disk, file: string, mode: number): Promise<void> {
  const handle = await disk.open(file, 'r');
  await handle.chmod(mode).catch(() => undefined);
  await handle.close();
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
