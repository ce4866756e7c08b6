import { basename, dirname, resolve } from 'node:path';
import { FileLockedError } from '../errors.ts';
import { codeOf, flushFolder, nodeDisk, type Disk } from './disk.ts';
import { sweepLocks, takeLock, type LockTimes } from './lock.ts';
import { retryWhileBusy } from './retry.ts';

/** Converts between the text of a file and what it means. */
export interface FileFormat<T> {
  /** Stands for a file that doesn't exist. */
  readonly empty: T;
  /** Takes its time in turns of a few ms where the text may be long. What it throws, a change throws; the file stays. */
  readonly parse: (text: string) => T | Promise<T>;
  readonly serialize: (value: T) => string;
}

/** What a change makes of a file. */
export interface Change<T, R> {
  /** The new content. The value that came in, unchanged, leaves the file alone. */
  readonly value: T;
  /** Handed to the caller once the file is on disk. */
  readonly result: R;
}

/** A small file that several processes change. */
export interface LockedFile<T> {
  /**
   * Returns the content as of the last finished change, without waiting for anybody.
   *
   * @throws what the disk throws; a missing file is `empty`
   */
  readonly read: () => Promise<T>;
  /**
   * Changes the file while no other process can, and returns when it is flushed to disk. The new file appears whole or not at
   * all, whatever happens. Changes of one process happen in their order.
   *
   * @param decide gets the content as it is now. It runs again if another process took the lock over, so it must do nothing
   *   but compute
   * @throws FileLockedError when other processes keep the lock for too long
   * @throws what the disk, the format, or `decide` throws. The file is as it was; a file that can't be read isn't replaced
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

/** A holder that is overtaken again and again runs on a disk that hangs for seconds each time. */
const MOST_OVERTAKEN = 5;

/** The last change of each file, by disk: within a process changes line up instead of competing. */
const queues = new WeakMap<Disk, Map<string, Promise<unknown>>>();

/** @param path absolute; the file and its folder are made by the first change */
export function lockedFile<T>(
  path: string,
  format: FileFormat<T>,
  { disk = nodeDisk, times = {} }: LockedFileOptions = {},
): LockedFile<T> {
  const file = resolve(path);
  const all: LockTimes = { ...TIMES, ...times };
  /** What a process left behind before this one started, and what a failed change may have left. */
  let isTidy = false;

  async function once<R>(decide: (current: T) => Change<T, R>): Promise<R | Overtaken> {
    const lock = await takeLock(disk, file, all);
    if (lock.tookOver) isTidy = false;
    try {
      const before = await readText(disk, file, all);
      const current = before === undefined ? format.empty : await format.parse(before);
      const { value, result } = decide(current);
      const text = value === current ? before : format.serialize(value);
      if (text === before) return result;
      if (!(await lock.publish(Buffer.from(text ?? '')))) return OVERTAKEN;
      await flushFolder(disk, dirname(file));
      return result;
    } finally {
      await lock.release();
    }
  }

  async function change<R>(decide: (current: T) => Change<T, R>): Promise<R> {
    try {
      for (let tries = 0; tries <= MOST_OVERTAKEN; tries++) {
        const result = await once(decide);
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
      const text = await readText(disk, file, all);
      return text === undefined ? format.empty : await format.parse(text);
    },
    change: (decide) => inTurn(disk, file, () => change(decide)),
  };
}

const OVERTAKEN = Symbol('overtaken');
type Overtaken = typeof OVERTAKEN;

/**
 * Returns undefined for a file that doesn't exist. Anything else that goes wrong must not pass for an empty file, for the next
 * change would replace it. A network drive may remember that a file was missing, so its folder is asked as well.
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
  const queue = queues.get(disk) ?? new Map<string, Promise<unknown>>();
  queues.set(disk, queue);
  const done = (queue.get(file) ?? Promise.resolve()).then(work);
  const last = done.catch(() => undefined);
  queue.set(file, last);
  try {
    return await done;
  } finally {
    if (queue.get(file) === last) queue.delete(file);
  }
}
