import { join } from 'node:path';
import { codeOf, type Disk } from './disk.ts';
import { isAbandoned } from './lockTicket.ts';

/** Stands for a holder without a ticket: the lock can't be listed now, or a file is where its folder should be. */
const NAMELESS = '';

/** The codes for a folder that Windows is removing, or for a file in its place. */
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
 * Takes the lock away from one holder by removing its ticket. The name makes sure that no other ticket is removed, and
 * without its ticket the holder can't publish. Never rejects; the next look tells whether it worked.
 */
export async function revoke(disk: Disk, lock: string, holder: string): Promise<void> {
  const ticket = join(lock, holder);
  // Without `recursive` this removes a stray file in place of the folder, but no lock that was taken meanwhile.
  await disk.rm(ticket, { recursive: holder !== NAMELESS }).catch(() => undefined);
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
    // Most locks are released long before, so only one that stays is examined.
    if (silentMs < staleMs / 2) return false;
    sign ??= await signOf(disk, join(lock, holder));
    if (silentMs < staleMs) return false;
    const isSilent = (await signOf(disk, join(lock, holder))) === sign;
    [silentMs, sign] = [0, undefined];
    return isSilent;
  };
}

/** Changes with each beat and each write. Compared only with itself, because another machine's clock may differ. */
async function signOf(disk: Disk, ticket: string): Promise<number> {
  return await disk.stat(ticket).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
