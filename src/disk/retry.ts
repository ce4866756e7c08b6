import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './disk.ts';

/** Reasons that pass: a virus scanner has the file open, too many files are open, or NFS lost track of a file. */
const PASSING = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'ESTALE', 'EPERM']);

/**
 * Repeats work on a file while the system refuses it for a reason that passes. Windows says EPERM for a file that is open
 * elsewhere or being removed.
 *
 * @param pausesMs between tries, in ms; with none left, the refusal stands
 * @throws what the work throws
 */
export async function retryWhileBusy<T>(
  pausesMs: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (!PASSING.has(codeOf(error))) throw error;
    }
    await sleep(pause);
  }
  return await work();
}
