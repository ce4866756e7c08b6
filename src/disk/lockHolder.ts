import { join } from 'node:path';
import { codeOf, type Disk } from './disk.ts';
import { isAbandoned } from './lockTicket.ts';

/** Stands for a holder without a ticket: the lock can't be listed now, or a file is where its folder should be. */
const NAMELESS = '';

/** Windows says so of a folder that is just being removed. */
const UNCLEAR = new Set(['ENOTDIR', 'EPERM', 'EACCES', 'EBUSY']);

/**
 * Finds the ticket in a lock folder.
 *
 * @returns undefined when the lock is free: its folder is missing or empty
 * @throws what the disk throws
 */
export async function findHolder(disk: Disk, lock: string): Promise<string | undefined> {
  try {
    const [first] = await disk.readdir(lock);
    return first;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (UNCLEAR.has(codeOf(error))) return NAMELESS;
    throw error;
  }
}

/**
 * Takes the lock away from one holder. Removing its ticket by name is the decisive step: it can't hit the ticket of anybody
 * else, and without it the holder can't publish. Never rejects; the next look tells whether it worked.
 */
export async function revoke(disk: Disk, lock: string, holder: string): Promise<void> {
  const ticket = join(lock, holder);
  // On a lock folder this fails with EISDIR, so a lock taken meanwhile stays. A stray file in its place goes.
  const options = holder === NAMELESS ? { force: true } : { force: true, recursive: true };
  await disk.rm(ticket, options).catch(() => undefined);
  await disk.rmdir(lock).catch(() => undefined);
}

/**
 * Watches the holders of a lock, one look after another, and tells when one can be replaced: with proof that its process is
 * dead, or after `staleMs` without a sign of life.
 *
 * @param staleMs counted in pauses of the caller between two looks, so that a laptop that slept doesn't count its sleep
 */
export function watchHolder(
  disk: Disk,
  lock: string,
  staleMs: number,
): (holder: string, pauseMs: number) => Promise<boolean> {
  let last: string | undefined;
  let silentMs = 0;
  let sign: number | undefined;
  return async (holder, pauseMs) => {
    if (isAbandoned(holder)) return true;
    if (holder !== last) {
      [last, silentMs, sign] = [holder, 0, undefined];
      return false;
    }
    silentMs += pauseMs;
    // Most locks are gone long before: only one that stays is looked at closer.
    if (silentMs < staleMs / 2) return false;
    sign ??= await signOf(disk, join(lock, holder));
    if (silentMs < staleMs) return false;
    const isSilent = (await signOf(disk, join(lock, holder))) === sign;
    [silentMs, sign] = [0, undefined];
    return isSilent;
  };
}

/** A beat changes it, and so does every write. Compared with itself alone: another machine's clock may differ. */
async function signOf(disk: Disk, ticket: string): Promise<number> {
  return await disk.stat(ticket).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
