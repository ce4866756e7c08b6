import { basename, dirname, resolve } from 'node:path';
import { FileLockedError } from '../errors.ts';
import { codeOf, flushFolder, nodeDisk, type Disk } from './disk.ts';
import { sweepLocks, takeLock, type LockTimes } from './lock.ts';
import { retryWhileBusy } from './retry.ts';

/** Converts between the text of a file and what it means. */
export interface FileFormat<T> {
  /** Stands for a file that doesn't exist. */
  readonly empty: T;
  /** Parses in turns of a few ms if the text may be long. If it throws, reading and changing throw, and the file stays. */
  readonly parse: (text: string) => T | Promise<T>;
  readonly serialize: (value: T) => string | Promise<string>;
}

/** The result of a change. */
export interface Change<T, R> {
  /** The new content. If this is the value that was passed in, the file isn't written. */
  readonly value: T;
  /** Returned to the caller once the file is on disk. */
  readonly result: R;
}

/** A small file that several processes change. */
export interface LockedFile<T> {
  /**
   * Returns the content as of the last finished change, without waiting for the lock.
   *
   * @throws what the disk throws; a missing file is `empty`
   */
  readonly read: () => Promise<T>;
  /**
   * Changes the file while no other process can, and resolves when it is flushed to disk. The new file appears whole or
   * not at all, even if the process is killed. Changes of one process happen in the order of their calls.
   *
   * @param decide gets the current content. It runs again if another process took the lock over, so it must only compute.
   *   NFS can apply a change twice if it loses the reply to a rename: check for an id if that matters
   * @throws FileLockedError when other processes keep the lock for too long
   * @throws what the disk, the format, or `decide` throws. The file stays as it was; in particular, a
   *   file that can't be read isn't replaced by an empty one
   */
  readonly change: <R>(decide: (current: T) => Change<T, R>) => Promise<R>;
}

export interface LockedFileOptions {
  readonly disk?: Disk;
  readonly times?: Partial<LockTimes>;
}

const TIMES: LockTimes = {
  waitMs: 20_000,
  staleMs: 5000,
  pauseMs: 8,
  beatMs: 1000,
  busyMs: [10, 20, 50, 100, 200, 400],
};

/** Retries of a change whose lock was taken over. After that the disk hangs for seconds each time. */
const MAX_OVERTAKEN = 5;

/** The last change of each file, by disk. Within a process changes form a queue instead of competing for the lock. */
const queues = new WeakMap<Disk, Map<string, Promise<void>>>();

/** @param path absolute; the file and its folder are made by the first change */
export function lockedFile<T>(
  path: string,
  format: FileFormat<T>,
  { disk = nodeDisk, times = {} }: LockedFileOptions = {},
): LockedFile<T> {
  const file = resolve(path);
  const lockTimes: LockTimes = { ...TIMES, ...times };
  /** False at the start and after failures, when other processes or this one may have left files behind. */
  let isTidy = false;

  async function tryChange<R>(decide: (current: T) => Change<T, R>): Promise<R | Overtaken> {
    const lock = await takeLock(disk, file, lockTimes);
    if (lock.tookOver) isTidy = false;
    try {
      const before = await readText(disk, file, lockTimes);
      const current = before === undefined ? format.empty : await format.parse(before);
      const { value, result } = decide(current);
      if (value === current) return result;
      const text = await format.serialize(value);
      if (text === before) return result;
      if (!(await lock.publish(Buffer.from(text)))) return OVERTAKEN;
      await flushFolder(disk, dirname(file));
      return result;
    } finally {
      await lock.release();
    }
  }

  async function change<R>(decide: (current: T) => Change<T, R>): Promise<R> {
    try {
      for (let tries = 0; tries <= MAX_OVERTAKEN; tries++) {
        const result = await tryChange(decide);
        if (result === OVERTAKEN) continue;
        if (!isTidy) await sweepLocks(disk, file);
        isTidy = true;
        return result;
      }
    } catch (error) {
      isTidy = false;
      throw error;
    }
    throw new FileLockedError(file, 0, undefined);
  }

  return {
    read: async () => {
      const text = await readText(disk, file, lockTimes);
      return text === undefined ? format.empty : await format.parse(text);
    },
    change: (decide) => inTurn(disk, file, () => change(decide)),
  };
}

const OVERTAKEN = Symbol('overtaken');
type Overtaken = typeof OVERTAKEN;

/**
 * Returns undefined for a file that doesn't exist. No other error may pass for an empty file, because the change would replace
 * it. A network drive may report a new file as missing for a while, so the folder is listed, too.
 */
async function readText(
  disk: Disk,
  file: string,
  { busyMs }: LockTimes,
): Promise<string | undefined> {
  try {
    return await retryWhileBusy(busyMs, () => disk.readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    if (await isListed(disk, file)) throw error;
    return undefined;
  }
}

async function isListed(disk: Disk, file: string): Promise<boolean> {
  try {
    return (await disk.readdir(dirname(file))).includes(basename(file));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function inTurn<T>(disk: Disk, file: string, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(disk) ?? new Map<string, Promise<void>>();
  queues.set(disk, queue);
  const done = (queue.get(file) ?? Promise.resolve()).then(work);
  // A process has few files, so their entries stay, but not the results.
  const settled = done.then(
    () => undefined,
    () => undefined,
  );
  queue.set(file, settled);
  return await done;
}
