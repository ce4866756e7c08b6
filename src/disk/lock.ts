import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileLockedError } from '../errors.ts';
import { codeOf, writeAll, type Disk } from './disk.ts';
import { findHolder, revoke, watchHolder } from './lockHolder.ts';
import { isAbandoned, newTicket, pidOf, retireTicket } from './lockTicket.ts';
import { retryWhileBusy } from './retry.ts';

/**
 * Holds a file for one change. The lock is a folder, `<file>.lock`, with one file in it: the ticket of its holder.
 *
 * - Take: a process prepares a folder with its ticket under a name of its own, then renames it to `<file>.lock`. File
 *   systems replace only empty folders, so exactly one process succeeds, and no hard links are needed.
 * - Publish: the holder writes the new content into its ticket, flushes it, and renames the ticket to `<file>`. That replaces
 *   the file and releases the lock in one step, because an empty lock folder is free.
 * - Take over: a process removes the ticket of a dead holder by its name. Names never repeat, so a second process that
 *   tries the same later removes nothing.
 *
 * A holder that was only asleep can't overwrite anything when it wakes up: publishing renames its ticket, and the ticket
 * is gone. A wrong judgment costs the holder a retry, never data, so no step has to trust a clock or a process id.
 */
export interface Lock {
  /**
   * Replaces the file with these bytes and releases the lock.
   *
   * @returns false when another process took the lock over: nothing was replaced
   * @throws what the disk throws; the file stays as it was
   */
  readonly publish: (bytes: Uint8Array) => Promise<boolean>;
  /** Releases the lock if it is still held. Never rejects. */
  readonly release: () => Promise<void>;
  /** Whether a previous holder lost the lock to this one. Its process may have left other files behind. */
  readonly tookOver: boolean;
}

/** Times in ms. Waiting is counted in pauses, so that neither sleep nor a changed clock shortens it. */
export interface LockTimes {
  /** How long a change waits for the lock before it gives up. */
  readonly waitMs: number;
  /** How long a lock may show no sign of life. After that its process hangs, or died on another machine. */
  readonly staleMs: number;
  /** The average pause between tries. */
  readonly pauseMs: number;
  /** The pause between signs of life of a holder that takes long. */
  readonly beatMs: number;
  /** The pauses between tries of what the system refuses for a moment. */
  readonly busyMs: readonly number[];
}

/** The codes for a folder that isn't empty. Windows and network drives use others, too. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST']);
/** Tries while a free lock is refused for another reason, half a second in all. On Windows most of these reasons pass. */
const MAX_REFUSALS = 10;
/** Most locks are free again after a few ms, so only every third try looks at the holder. */
const TRIES_PER_LOOK = 3;
/** Signs of life that a holder gives. One that takes longer hangs. */
const MAX_BEATS = 10;

interface LockRequest {
  readonly disk: Disk;
  readonly file: string;
  readonly times: LockTimes;
  readonly lock: string;
  readonly ticket: string;
  /** The folder that becomes the lock. */
  readonly waiting: string;
}

/**
 * Waits for the lock of a file and takes it.
 *
 * @param file absolute path; its folder is made if it is missing
 * @throws FileLockedError when the lock stays taken for `waitMs`
 * @throws what the disk throws, for example where nothing can be written
 */
export async function takeLock(disk: Disk, file: string, times: LockTimes): Promise<Lock> {
  const [lock, ticket] = [`${file}.lock`, newTicket()];
  const request: LockRequest = { disk, file, times, lock, ticket, waiting: `${lock}.${ticket}` };
  try {
    await prepare(request);
    return hold(request, await enter(request));
  } catch (error) {
    await remove(request, request.waiting);
    retireTicket(ticket);
    throw error;
  }
}

/** Removes the waiting folders of processes that died. Never rejects. */
export async function sweepLocks(disk: Disk, file: string): Promise<void> {
  const [folder, prefix] = [dirname(file), `${basename(file)}.lock.`];
  for (const name of await disk.readdir(folder).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    if (isAbandoned(name.slice(prefix.length)) || (await isOld(disk, path))) {
      await remove({ disk }, path);
    }
  }
}

/** No process waits for an hour. If a clock is wrong, the owner of the folder prepares it again. */
async function isOld(disk: Disk, path: string): Promise<boolean> {
  const found = await disk.stat(path).catch(() => undefined);
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) > 3600_000;
}

async function prepare({ disk, file, times, ticket, waiting }: LockRequest): Promise<void> {
  const makeFolder = () => disk.mkdir(waiting, { mode: 0o700 });
  const makeTicket = () => disk.open(join(waiting, ticket), 'wx', 0o600);
  try {
    await retryWhileBusy(times.busyMs, makeFolder);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await disk.mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await makeFolder();
  }
  // Windows doesn't rename a folder while a file in it is open.
  await (await retryWhileBusy(times.busyMs, makeTicket)).close();
}

/** Returns whether it had to take the lock over. */
async function enter(request: LockRequest): Promise<boolean> {
  const { disk, file, times, lock, ticket, waiting } = request;
  const isGone = watchHolder(disk, lock, times.staleMs);
  let [tookOver, refusals, silentMs] = [false, 0, 0];
  for (let tries = 1, waitedMs = 0; ; tries++) {
    const refusal = await rename(disk, waiting, lock);
    if (refusal === undefined) return tookOver;
    let pauseMs = times.pauseMs * (0.5 + Math.random());
    silentMs += pauseMs;
    const isTaken = TAKEN.has(codeOf(refusal));
    const isLast = waitedMs >= times.waitMs;
    if (!isTaken || isLast || tries % TRIES_PER_LOOK === 0) {
      const holder = await findHolder(disk, lock);
      // NFS repeats a request when the reply is lost, and reports the result of the repetition.
      if (holder === ticket) return tookOver;
      if (isLast) throw new FileLockedError(file, Math.round(waitedMs), pidOf(holder ?? ''));
      if (holder === undefined) {
        refusals = isTaken ? 0 : refusals + 1;
        if (refusals > MAX_REFUSALS) throw refusal;
        await makeWay(request, refusal);
        pauseMs = 1 + refusals * pauseMs;
      } else {
        refusals = 0;
        if (await isGone(holder, silentMs)) {
          await revoke(disk, lock, holder);
          tookOver = true;
        }
      }
      silentMs = 0;
    }
    await sleep(pauseMs);
    waitedMs += pauseMs;
  }
}

async function rename(disk: Disk, from: string, to: string): Promise<Error | undefined> {
  try {
    await disk.rename(from, to);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Removes obstacles to taking a free lock. */
async function makeWay(request: LockRequest, refusal: Error): Promise<void> {
  // Windows doesn't replace a folder, not even an empty one.
  await request.disk.rmdir(request.lock).catch(() => undefined);
  if (codeOf(refusal) !== 'ENOENT') return;
  // Another process removed the folder because it looked abandoned.
  await remove(request, request.waiting);
  await prepare(request);
}

function hold(request: LockRequest, tookOver: boolean): Lock {
  const { disk, file, times, lock, ticket } = request;
  const path = join(lock, ticket);
  let beats = 0;
  const beat = setInterval(() => {
    const now = new Date();
    if (beats++ < MAX_BEATS) disk.utimes(path, now, now).catch(() => undefined);
  }, times.beatMs);
  beat.unref();
  let isHeld = true;
  const end = async (): Promise<void> => {
    isHeld = false;
    clearInterval(beat);
    retireTicket(ticket);
    await disk.rmdir(lock).catch(() => undefined);
  };
  return {
    tookOver,
    publish: async (bytes) => {
      try {
        // This doesn't create a ticket, because a missing ticket was revoked.
        const handle = await retryWhileBusy(times.busyMs, () => disk.open(path, 'r+'));
        try {
          await writeAll(handle, bytes, 0);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await retryWhileBusy(times.busyMs, () => disk.rename(path, file));
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        await end();
        return false;
      }
      await end();
      return true;
    },
    release: async () => {
      if (!isHeld) return;
      await remove(request, path);
      await end();
    },
  };
}

async function remove({ disk }: Pick<LockRequest, 'disk'>, path: string): Promise<void> {
  await disk.rm(path, { recursive: true }).catch(() => undefined);
}
