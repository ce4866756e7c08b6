import { join } from 'node:path';
import { nodeDisk, type Disk } from '../disk/disk.ts';
import { lockedFile } from '../disk/lockedFile.ts';
import type { History } from './history.ts';
import { HistoryLines } from './historyLines.ts';

export const HISTORY_FILE = 'history.jsonl';

/** The history of one workspace on disk, which all windows share. */
export interface HistoryFile {
  /** Returns the entries, oldest first. Never rejects: a file that can't be read shows no entries. */
  readonly read: () => Promise<History>;
  /** Returns the newest entries, oldest first, without parsing the others. Never rejects. */
  readonly readNewest: (most: number) => Promise<History>;
  /** Returns whether `read` has nothing to do, because it knows the file as it is. */
  readonly isKnown: () => Promise<boolean>;
  /**
   * Changes the entries as they are now, whichever window added them.
   *
   * @param change only computes, because it may run more than once. The file isn't written if it returns the same list
   * @throws FileLockedError when other windows keep the file locked for too long
   * @throws what the disk throws; the entries are as they were
   */
  readonly change: (change: (history: History) => History) => Promise<void>;
}

/** @param folder its own, in the workspace's storage, made if missing: an absolute path */
export function historyFile(folder: string, disk: Disk = nodeDisk): HistoryFile {
  const path = join(folder, HISTORY_FILE);
  const lines = new HistoryLines();
  const { parse, serialize } = lines;
  const file = lockedFile<History>(path, { empty: [], parse, serialize }, { disk });
  /** The last reading, which all readers share, and its entries once it is finished. */
  let last:
    { readonly stamp: string; readonly reading: Promise<History>; history?: History } | undefined;

  /** The last reading of the end of the file: the strip reads it whenever a window gets the focus. */
  let newest: { readonly stamp: string; readonly most: number; history: History } | undefined;

  /** Returns what differs after every change; undefined if that can't be told. */
  async function stampNow(): Promise<string | undefined> {
    try {
      const { ino, mtimeNs, size } = await disk.stat(path, { bigint: true });
      return [ino, mtimeNs, size].join(' ');
    } catch {
      return undefined;
    }
  }

  async function read(): Promise<History> {
    // Before reading, so that a change meanwhile is read the next time.
    const stamp = await stampNow();
    if (stamp === undefined) return await file.read();
    if (stamp === last?.stamp) return await last.reading;
    const own = { stamp, reading: file.read() };
    last = own;
    const history = await own.reading;
    last = last === own ? { ...own, history } : last;
    return history;
  }

  async function readNewest(most: number): Promise<History> {
    const stamp = await stampNow();
    if (last?.history && stamp === last.stamp) return last.history.slice(-most);
    if (newest && stamp === newest.stamp && most <= newest.most) {
      return newest.history.slice(-most);
    }
    const history = await parse(await disk.readFile(path, 'utf8'), most);
    if (stamp !== undefined) newest = { stamp, most, history };
    return history;
  }

  return {
    read: async () => {
      try {
        return await read();
      } catch {
        last = undefined;
        return [];
      }
    },
    readNewest: (most) => readNewest(most).catch(() => []),
    isKnown: async () => last?.history !== undefined && (await stampNow()) === last.stamp,
    change: (change) => file.change((history) => ({ value: change(history), result: undefined })),
  };
}
