import { join } from 'node:path';
import { codeOf, nodeDisk, writeAll, type Disk } from './disk.ts';
import { isRunning } from './heartbeat.ts';

/** In ms. After a day without an answer, another window may report the leftover too. */
const MAX_CLAIM_MS = 24 * 3600_000;
/** In ms. A claim can be empty this long, because its owner writes its id only after it created the file. */
const UNSIGNED_MS = 30_000;
/** Far more than the windows that can die while they handle one leftover. */
const MAX_CLAIMS = 1000;

/**
 * Claims a leftover, so that exactly one of the windows that find it reports it. A claim lasts as long as its process. After
 * that, the next number is free. Numbers only go up and no claim is ever removed, so no window can take a claim from another.
 *
 * @param folder the leftover's folder, an absolute path
 * @param now in ms since 1970
 * @returns whether this process may report the leftover; false also if the disk refuses
 */
export async function claim(folder: string, now: number, disk: Disk = nodeDisk): Promise<boolean> {
  for (let number = 1; number < MAX_CLAIMS; number += 1) {
    const file = join(folder, `claim-${number}`);
    try {
      const handle = await disk.open(file, 'wx', 0o600);
      try {
        await writeAll(handle, Buffer.from(String(process.pid)), 0);
      } finally {
        await handle.close();
      }
      return true;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return false;
      if (await isHeld(disk, file, now)) return false;
    }
  }
  return false;
}

async function isHeld(disk: Disk, file: string, now: number): Promise<boolean> {
  try {
    const age = Math.abs(now - (await disk.stat(file)).mtimeMs);
    const owner = await disk.readFile(file, 'utf8');
    if (owner === '') return age < UNSIGNED_MS;
    return age < MAX_CLAIM_MS && isRunning(Number(owner));
  } catch {
    // The folder is gone: another window saved or discarded the leftover.
    return true;
  }
}
