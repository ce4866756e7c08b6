import { join } from 'node:path';
import { codeOf, nodeDisk, writeAll, type Disk } from './disk.ts';
import { isRunning } from './heartbeat.ts';

/** A window that told of a leftover and still runs after a day has a user who does not look. */
const LONGEST_MS = 24 * 3600_000;
/** Between making a claim and writing whose it is. */
const UNSIGNED_MS = 30_000;

/**
 * Claims a leftover, so that of two windows that find it exactly one tells of it. A claim lasts while its process does;
 * after that the next number is free. Numbers only go up, so nobody takes a claim away from anybody.
 *
 * @param now in ms since 1970
 * @returns whether this process may tell
 */
export async function claim(folder: string, now: number, disk: Disk = nodeDisk): Promise<boolean> {
  for (let number = 1; number < 1000; number += 1) {
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
      if (await holds(disk, file, now)) return false;
    }
  }
  return false;
}

async function holds(disk: Disk, file: string, now: number): Promise<boolean> {
  try {
    const age = Math.abs(now - (await disk.stat(file)).mtimeMs);
    const owner = await disk.readFile(file, 'utf8');
    if (owner === '') return age < UNSIGNED_MS;
    return age < LONGEST_MS && isRunning(Number(owner));
  } catch {
    // Gone with its folder: the other window has saved or discarded it.
    return true;
  }
}
