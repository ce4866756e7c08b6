import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './disk.ts';

/** Reasons that pass: a virus scanner has the file open, too many files are open, or NFS lost track of a file. */
const PASSING = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'ESTALE', 'EPERM']);

/** In ms, less than a second in all: scanners and indexers release a new file soon. */
const SCANNER_PAUSES_MS: readonly number[] = [10, 20, 50, 100, 200, 400];

/**
 * Tells whether a refusal may be over in a moment. Windows says EBUSY for a file that a scanner holds, EPERM for one that is being
 * removed, and EACCES for one that it may not open right now. Elsewhere EACCES is about permissions, which last.
 */
export function mayPass(code: string, platform: NodeJS.Platform = process.platform): boolean {
  return PASSING.has(code) || (platform === 'win32' && code === 'EACCES');
}

/**
 * Returns the pauses between tries of a step that only Windows refuses for a moment, because scanners open every new file there.
 * None for other systems: nothing would change while Easel waits.
 */
export function scannerPauses(platform: NodeJS.Platform = process.platform): readonly number[] {
  return platform === 'win32' ? SCANNER_PAUSES_MS : [];
}

/**
 * Repeats work on a file while the system refuses it for a reason that passes.
 *
 * @param pausesMs between tries, in ms; with none left, the refusal stands
 * @throws what the work throws
 */
export async function retryWhileBusy<T>(
  pausesMs: readonly number[],
  work: () => Promise<T>,
  platform: NodeJS.Platform = process.platform,
): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(codeOf(error), platform)) throw error;
    }
    await sleep(pause);
  }
  return await work();
}
