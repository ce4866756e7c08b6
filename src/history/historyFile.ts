import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Disk } from '../disk/disk.ts';
import { lockedFile } from '../disk/lockedFile.ts';
import {
  MAX_ENTRIES,
  parseHistory,
  serializeHistory,
  type History,
  type HistoryEntry,
} from './history.ts';

export const HISTORY_FILE = 'history.jsonl';
const LINES_PER_TURN = 50;

/** The history of one workspace on disk, which all windows share. */
export interface HistoryFile {
  /** Returns the entries, oldest first. Never rejects: a file that can't be read shows no entries. */
  readonly read: () => Promise<History>;
  /**
   * Changes the entries as they are now, whichever window added them.
   *
   * @param change only computes, because it may run more than once
   * @throws FileLockedError when other windows keep the file locked for too long
   * @throws what the disk throws; the entries are as they were
   */
  readonly change: (change: (history: History) => History) => Promise<void>;
}

/** @param folder its own, in the workspace's storage, made if missing: an absolute path */
export function historyFile(folder: string, disk?: Disk): HistoryFile {
  const file = lockedFile<History>(
    join(folder, HISTORY_FILE),
    { empty: [], parse, serialize: serializeHistory },
    disk && { disk },
  );
  return {
    read: () => file.read().catch(() => []),
    change: (change) => file.change((history) => ({ value: change(history), result: undefined })),
  };
}

/** Parses in turns of a few ms: all extensions share this thread. */
async function parse(text: string): Promise<History> {
  const lines = text.split('\n').slice(-MAX_ENTRIES - 1);
  const entries: HistoryEntry[] = [];
  for (let at = 0; at < lines.length; at += LINES_PER_TURN) {
    if (at > 0) await nextTurn();
    entries.push(...parseHistory(lines.slice(at, at + LINES_PER_TURN).join('\n')));
  }
  return entries;
}
