import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileLockedError } from '../errors.ts';
import { codeOf, writeAll, type Disk } from './disk.ts';
import { isAbandoned, newTicket, pidOf, retireTicket } from './lockTicket.ts';
import { retryWhileBusy } from './retry.ts';

/**
 * How the lock works. It is a folder, `<file>.lock`, that holds one empty file, the ticket of its holder.
 *
 * - Take: prepare a folder with a ticket under a name of its own, then rename it to `<file>.lock`. No file system
 *   replaces a folder that has something in it, so exactly one process succeeds, without hard links too.
 * - Publish: write the new content into the ticket, flush it, and rename the ticket to `<file>`. This replaces the file
 *   and releases the lock in one step; an empty lock folder is free.
 * - Take over: remove the ticket of the dead holder by its name. No other lock ever has a ticket of that name, so
 *   a second process that comes late with the same idea removes nothing.
 *
 * A holder that was only asleep therefore can't overwrite anything: the rename that would publish its content needs the
 * ticket, and the ticket is gone. Judging a holder wrongly costs it a retry and never data, so no step depends on a clock.
 */
export interface Lock {
  /**
   * Replaces the file with these bytes and releases the lock.
   *
   * @returns false when another process has taken the lock over: nothing was replaced
   * @throws what the disk throws; the file is as it was
   */
  readonly publish: (bytes: Uint8Array) => Promise<boolean>;
  /** Gives the lock back, if it is still held. Never rejects. */
  readonly release: () => Promise<void>;
  /** True when a process died around this file: it may have left more. */
  readonly tookOver: boolean;
}

/** Times in ms. They count pauses and never read a clock, so neither sleep nor a changed clock shortens them. */
export interface LockTimes {
  /** In all, before a change gives up. */
  readonly waitMs: number;
  /** A lock that shows no life for this long is taken over, whoever holds it: its process hangs, or runs elsewhere. */
  readonly staleMs: number;
  /** Between tries, on average. */
  readonly pauseMs: number;
  /** Between signs of life of a holder that takes long. */
  readonly beatMs: number;
  /** Between tries of what the system refuses for a moment. */
  readonly busyMs: readonly number[];
}

export const LOCK_TIMES: LockTimes = {
  waitMs: 20_000,
  staleMs: 5000,
  pauseMs: 8,
  beatMs: 1000,
  busyMs: [10, 20, 50, 100, 200, 400],
};

/** What a file system says when the lock folder has something in it. Windows and network drives have other words, too. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST']);
/** May also mean a lock that was released a moment ago; anything else is a fault of the disk. */
const MAYBE_TAKEN = new Set(['EPERM', 'EACCES', 'EBUSY', 'ENOTDIR', 'EISDIR', 'ENOENT']);
const MOST_REFUSALS = 12;

/**
 * Waits for the lock of a file and takes it.
 *
 * @param file absolute path; its folder is made if it is missing
 * @throws FileLockedError after `waitMs`
 * @throws what the disk throws, for example in a folder that can't be written
 */
export async function takeLock(disk: Disk, file: string, times: LockTimes): Promise<Lock> {
  const ticket = newTicket();
  const waiting = `${lockOf(file)}.${ticket}`;
  try {
    await prepare(disk, file, ticket, times);
    const tookOver = await enter(disk, file, ticket, times);
    return held(disk, file, ticket, times, tookOver);
  } catch (error) {
    await disk.rm(waiting, { recursive: true, force: true }).catch(() => undefined);
    retireTicket(ticket);
    throw error;
  }
}

/** Removes what processes that died while they waited have left beside a file. Never rejects. */
export async function sweepLocks(disk: Disk, file: string): Promise<void> {
  const prefix = `${basename(lockOf(file))}.`;
  const names = await disk.readdir(dirname(file)).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const path = join(dirname(file), name);
    if (isAbandoned(name.slice(prefix.length)) || (await isOld(disk, path))) {
      await disk.rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Nobody waits for an hour, on this machine or another. Even with a wrong clock, its owner would only prepare again. */
async function isOld(disk: Disk, path: string): Promise<boolean> {
  const found = await disk.stat(path).catch(() => undefined);
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) > 3600_000;
}

function lockOf(file: string): string {
  return `${file}.lock`;
}

async function prepare(
  disk: Disk,
  file: string,
  ticket: string,
  { busyMs }: LockTimes,
): Promise<void> {
  const waiting = `${lockOf(file)}.${ticket}`;
  const make = () => disk.mkdir(waiting, { mode: 0o700 });
  await retryWhileBusy(busyMs, make).catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
    await disk.mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await make();
  });
  const open = () => disk.open(join(waiting, ticket), 'wx', 0o600);
  await (await retryWhileBusy(busyMs, open)).close();
}

/** @returns whether a lock had to be taken over */
async function enter(
  disk: Disk,
  file: string,
  ticket: string,
  times: LockTimes,
): Promise<boolean> {
  const lock = lockOf(file);
  const watch = watchHolder(disk, lock, times);
  let tookOver = false;
  for (let waited = 0, refusals = 0; ; ) {
    let refusal: unknown;
    try {
      await disk.rename(`${lock}.${ticket}`, lock);
      return tookOver;
    } catch (error) {
      refusal = error;
    }
    const holder = await findHolder(disk, lock);
    // NFS repeats a request whose answer got lost, and then reports the second one.
    if (holder === ticket) return tookOver;
    let pause = times.pauseMs * (0.5 + Math.random());
    if (holder === undefined) {
      if (!TAKEN.has(codeOf(refusal))) {
        refusals += 1;
        if (!MAYBE_TAKEN.has(codeOf(refusal)) || refusals > MOST_REFUSALS) throw refusal;
        pause *= refusals;
      }
      // Windows replaces no folder, not even an empty one.
      await disk.rmdir(lock).catch(() => undefined);
      if (codeOf(refusal) === 'ENOENT') await prepareAgain(disk, file, ticket, times);
      else if (TAKEN.has(codeOf(refusal))) continue;
    } else {
      refusals = 0;
      if (await watch(holder, pause)) {
        tookOver = true;
        await revoke(disk, lock, holder);
        continue;
      }
    }
    if (waited >= times.waitMs) {
      throw new FileLockedError(file, Math.round(waited), pidOf(holder ?? ''));
    }
    await sleep(pause);
    waited += pause;
  }
}
