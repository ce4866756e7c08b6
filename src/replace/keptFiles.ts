import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { flushFolder, nodeDisk, type Disk } from '../disk/disk.ts';
import { copyInto } from '../disk/publish/copyInto.ts';
import { removeFolder } from '../disk/remove.ts';
import { retryWhileBusy, scannerPauses } from '../disk/retry.ts';
import { hashOf } from './hash.ts';

const DAY_MS = 24 * 3600_000;
/** How long the old bytes of a replaced file are kept. */
export const KEPT_MS = 30 * DAY_MS;

const RECORD = 'record.json';
const ORIGINAL = 'original';

const KeptFile = z.object({
  id: z.uuid(),
  /** When the file was replaced, in ms since 1970. */
  at: z.number(),
  /** The URI of the file. */
  uri: z.string(),
  /** SHA-256 of the old bytes, and of those that replaced them. */
  kept: z.string(),
  written: z.string(),
  /** The URI of the image that replaced the file, if it is a file too. */
  result: z.optional(z.string()),
  /** The id of the replacement that this one undid. */
  undoes: z.optional(z.string()),
  /** For an undo: another program had changed the file, and its version is the one that is kept. */
  hadChanged: z.optional(z.boolean()),
});
/** The old bytes of a replaced file. They never change: what can be undone is decided by comparing them with the file. */
export type KeptFile = Readonly<z.infer<typeof KeptFile>>;

/** The folder of old bytes, which all windows share. Each replacement has a folder of its own, so nothing needs a lock. */
export interface KeptFiles {
  /**
   * Keeps bytes. They are flushed and read back on return.
   *
   * @throws what the disk throws; then nothing is kept
   */
  readonly keep: (
    bytes: Uint8Array,
    facts: Omit<KeptFile, 'id' | 'at' | 'kept'>,
  ) => Promise<KeptFile>;
  /** Returns the replacements of the last 30 days, newest first. Never rejects. */
  readonly list: () => Promise<readonly KeptFile[]>;
  /** @throws what the disk throws; EBADMSG if these aren't the bytes that were kept */
  readonly read: (kept: KeptFile) => Promise<Uint8Array>;
  /** Removes a replacement that didn't happen. Never rejects. */
  readonly drop: (kept: KeptFile) => Promise<void>;
  /** Removes what is older than 30 days, and what a crash left behind. Never rejects. */
  readonly sweep: () => Promise<void>;
}

export interface KeptFilesOptions {
  readonly disk?: Disk;
  /** Returns ms since 1970. */
  readonly now?: () => number;
}

/** @param root absolute path; created when something is kept */
export function keptFiles(
  root: string,
  { disk = nodeDisk, now = Date.now }: KeptFilesOptions = {},
): KeptFiles {
  const folderOf = ({ id }: Pick<KeptFile, 'id'>): string => join(root, id);
  const drop = async (kept: Pick<KeptFile, 'id'>): Promise<void> => {
    await removeFolder(disk, folderOf(kept)).catch(() => undefined);
  };
  const isOld = ({ at }: KeptFile): boolean => now() - at > KEPT_MS;

  /** A folder without a record is left by a crash, or another window is filling it right now. */
  async function isLeftover(id: string): Promise<boolean> {
    const found = await disk.stat(join(root, id)).catch(() => undefined);
    return found !== undefined && now() - found.mtimeMs > DAY_MS;
  }

  return {
    keep: async (bytes, facts) => {
      const record = { ...facts, id: randomUUID(), at: now(), kept: await hashOf(bytes) };
      const folder = folderOf(record);
      try {
        await disk.mkdir(folder, { recursive: true, mode: 0o700 });
        await write(disk, join(folder, ORIGINAL), bytes);
        // The record comes last, so a record means that the bytes are there.
        await write(disk, join(folder, RECORD), Buffer.from(JSON.stringify(record)));
        await flushFolder(disk, folder);
        await flushFolder(disk, root);
        return record;
      } catch (error) {
        await drop(record);
        throw error;
      }
    },
    list: async () => {
      const records = (await readRecords(disk, root)).flatMap(({ record }) => record ?? []);
      const recent = records.filter((record) => !isOld(record));
      return recent.sort((one, other) => other.at - one.at);
    },
    read: async (kept) => {
      const bytes = await disk.readFile(join(folderOf(kept), ORIGINAL));
      if ((await hashOf(bytes)) === kept.kept) return bytes;
      throw Object.assign(new Error('the kept bytes are damaged'), { code: 'EBADMSG' });
    },
    drop,
    sweep: async () => {
      for (const { id, record } of await readRecords(disk, root)) {
        if (record === undefined ? await isLeftover(id) : isOld(record)) await drop({ id });
      }
    },
  };
}

/** Writes a flushed file that appears whole or not at all. */
async function write(disk: Disk, file: string, bytes: Uint8Array): Promise<void> {
  const part = await copyInto({ disk, folder: dirname(file) }, bytes);
  await retryWhileBusy(scannerPauses(), () => disk.rename(part, file));
}

/** The name of a folder, and the record in it, if it has one. */
interface Kept {
  readonly id: string;
  readonly record: KeptFile | undefined;
}

async function readRecords(disk: Disk, root: string): Promise<readonly Kept[]> {
  const ids = await disk.readdir(root).catch((): string[] => []);
  return await Promise.all(
    ids.map(async (id) => ({ id, record: await readRecord(disk, root, id) })),
  );
}

async function readRecord(disk: Disk, root: string, id: string): Promise<KeptFile | undefined> {
  try {
    const text = await disk.readFile(join(root, id, RECORD), 'utf8');
    const { data } = KeptFile.safeParse(JSON.parse(text));
    return data?.id === id ? data : undefined;
  } catch {
    return undefined;
  }
}
