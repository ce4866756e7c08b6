import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { codeOf, nodeDisk, writeAll, type Disk } from '../disk/disk.ts';
import {
  MOST_ENTRIES,
  parseHistory,
  serializeHistory,
  type History,
  type HistoryEntry,
} from './history.ts';

export const HISTORY_FILE = 'history.jsonl';
const LOCK = 'history.lock';
const LINES_PER_TURN = 50;
/** A window holds the lock for some ms; one that died with it leaves it. */
const STALE_MS = 5000;
const PAUSE_MS = 20;
/** In all some seconds, longer than a lock is left alone. */
const MOST_TRIES = 400;

/** The history of one workspace on disk, shared by all windows. */
export interface HistoryFile {
  /** The oldest first; empty where there is none. Never rejects. */
  readonly read: () => Promise<History>;
  /** Changes what is there now, whoever wrote it. Rejects with what the disk throws. */
  readonly change: (change: (history: History) => History) => Promise<void>;
}

/** @param folder of its own in the workspace's storage, made if missing: an absolute path */
export function historyFile(folder: string, disk: Disk = nodeDisk): HistoryFile {
  const file = join(folder, HISTORY_FILE);
  const read = async (): Promise<History> => {
    const text = await disk.readFile(file, 'utf8').catch(() => '');
    return await parsed(text);
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    read,
    change: (change) => {
      const done = last.then(() =>
        locked(disk, folder, async () => {
          await replace(disk, file, serializeHistory(change(await existing(disk, file))));
        }),
      );
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** What cannot be read now must not be replaced: only a file that is missing is an empty one. */
async function existing(disk: Disk, file: string): Promise<History> {
  try {
    return await parsed(await disk.readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** In turns of some ms: this thread is shared by all extensions. */
async function parsed(text: string): Promise<History> {
  const lines = text.split('\n').slice(-MOST_ENTRIES - 1);
  const entries: HistoryEntry[] = [];
  for (let at = 0; at < lines.length; at += LINES_PER_TURN) {
    if (at > 0) await nextTurn();
    entries.push(...parseHistory(lines.slice(at, at + LINES_PER_TURN).join('\n')));
  }
  return entries;
}

/** Under a name of its own until it is whole, so nobody ever reads half a file. */
async function replace(disk: Disk, file: string, text: string): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    const handle = await disk.open(part, 'wx', 0o600);
    try {
      await writeAll(handle, Buffer.from(text), 0);
    } finally {
      await handle.close();
    }
    await disk.rename(part, file);
  } catch (error) {
    await disk.rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** One window at a time reads, changes and writes: otherwise of two entries made in the same moment one would be lost. */
async function locked(disk: Disk, folder: string, work: () => Promise<void>): Promise<void> {
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, LOCK);
  await take(disk, lock);
  try {
    await work();
  } finally {
    await disk.rm(lock, { force: true }).catch(() => undefined);
  }
}

async function take(disk: Disk, lock: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const handle = await disk.open(lock, 'wx', 0o600);
      await handle.close();
      return;
    } catch (error) {
      // Windows says EPERM of a name whose file is just being removed.
      const isTaken = ['EEXIST', 'EPERM'].includes(codeOf(error));
      if (!isTaken || tries >= MOST_TRIES) throw error;
    }
    const found = await disk.stat(lock).catch(() => undefined);
    if (found !== undefined && Math.abs(Date.now() - found.mtimeMs) > STALE_MS) {
      await disk.rm(lock, { force: true }).catch(() => undefined);
      continue;
    }
    await sleep(PAUSE_MS);
  }
}
