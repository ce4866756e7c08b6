import type { Disk } from './disk.ts';
import { retryWhileBusy, scannerPauses } from './retry.ts';

/**
 * Removes a file if it exists, also one that a scanner holds for a moment.
 *
 * @throws what the disk throws
 */
export async function removeFile(
  disk: Disk,
  file: string,
  pausesMs: readonly number[] = scannerPauses(),
): Promise<void> {
  await retryWhileBusy(pausesMs, () => disk.rm(file, { force: true }));
}

/**
 * Removes a folder with everything in it, if it exists. Windows says ENOTEMPTY while a file in it is still being removed, which
 * only Node's own retries handle.
 *
 * @throws what the disk throws
 */
export async function removeFolder(
  disk: Disk,
  folder: string,
  pausesMs: readonly number[] = scannerPauses(),
): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;
  await retryWhileBusy(pausesMs, () => disk.rm(folder, options));
}
