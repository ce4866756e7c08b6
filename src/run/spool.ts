import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';
import type { PayloadSink, PayloadStore } from '../reply/types.ts';

const SpooledImage = z.object({
  /** The file; it lies in the run's folder, wherever that has moved to. */
  file: z.string(),
  size: z.number(),
  sha256: z.string(),
  extension: z.string(),
  /** Where it was published; absent: it still waits here. */
  saved: z.optional(z.string()),
});

/** What is known of a run on disk. Neither the prompt nor the key is in it. */
const RunRecord = z.object({
  version: z.literal(1),
  id: z.string(),
  /** ISO time. */
  started: z.string(),
  /** Which process works on it: its results are offered only when that one is gone. */
  pid: z.number(),
  /** `sent` without an end means that a run broke off and may have been charged. */
  state: z.enum(['intent', 'sent', 'received']),
  host: z.string(),
  model: z.string(),
  target: z.object({ folder: z.string(), stem: z.string() }),
  images: z.array(SpooledImage),
});
export type RunRecord = z.infer<typeof RunRecord>;
export type SpooledImage = z.infer<typeof SpooledImage>;

/** Where the paid bytes of one run live until they are saved or discarded. */
export interface SpoolEntry extends PayloadStore {
  readonly folder: string;
  /** Writes the record; durable on return. */
  record(change: Partial<Pick<RunRecord, 'state' | 'images'>>): Promise<void>;
  /** Removes the run from the spool: everything was saved, discarded, or nothing came. */
  remove(): Promise<void>;
}

/**
 * Opens a run's place in the spool, before anything is sent.
 *
 * @param root the spool's folder; made if missing, readable by this user alone
 */
export async function openSpool(
  root: string,
  start: Omit<RunRecord, 'version' | 'pid' | 'state' | 'images'>,
): Promise<SpoolEntry> {
  const folder = join(root, start.id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let record: RunRecord = { version: 1, pid: process.pid, state: 'intent', images: [], ...start };
  await writeRecord(folder, record);
  let payloads = 0;
  return {
    folder,
    record: async (change) => {
      record = { ...record, ...change };
      await writeRecord(folder, record);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
    create: () => payloadSink(join(folder, `payload-${(payloads += 1)}`)),
  };
}

/** A file that is written as the bytes come, and flushed before it counts. */
function payloadSink(file: string): PayloadSink {
  // The folder is this user's alone; the file has the usual mode, because publishing links this very file.
  const handle = open(file, 'wx');
  // The first write or close reports it; until then nobody listens.
  handle.catch(() => undefined);
  return {
    write: async (bytes) => {
      const target = await handle;
      // A single write may be short on a nearly full disk and still succeed.
      for (let done = 0; done < bytes.byteLength;) {
        done += (await target.write(bytes, done)).bytesWritten;
      }
    },
    close: async () => {
      const target = await handle;
      await target.sync();
      await target.close();
      return { file };
    },
    discard: async () => {
      await (await handle.catch(() => undefined))?.close();
      await rm(file, { force: true });
    },
  };
}

async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  const part = join(folder, 'run.json.part');
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(record));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, join(folder, 'run.json'));
}

/** A run that ended without saving all it received. */
export interface Unsaved {
  readonly folder: string;
  readonly record: RunRecord;
  readonly images: readonly SpooledImage[];
}

/**
 * What crashes, closed windows and full disks left behind. Runs of living processes are left alone; a record that
 * cannot be read is left where it is, for a newer version may know it.
 *
 * @param isAlive whether a process of that id runs, other than for this window's own finished runs
 */
export async function listUnsaved(
  root: string,
  isActive: (record: RunRecord) => boolean,
): Promise<readonly Unsaved[]> {
  const names = await readdir(root).catch(() => []);
  const found = await Promise.all(names.map((name) => readUnsaved(join(root, name), isActive)));
  return found.filter((unsaved) => unsaved !== undefined);
}

async function readUnsaved(
  folder: string,
  isActive: (record: RunRecord) => boolean,
): Promise<Unsaved | undefined> {
  const text = await readFile(join(folder, 'run.json'), 'utf8').catch(() => undefined);
  const record = text === undefined ? undefined : parseRecord(text);
  if (record === undefined || isActive(record)) return undefined;
  const kept = new Set(await readdir(folder));
  const images = record.images.filter(
    ({ saved, file }) => saved === undefined && kept.has(basename(file)),
  );
  return images.length === 0 ? undefined : { folder, record, images };
}

function parseRecord(text: string): RunRecord | undefined {
  try {
    const parsed = RunRecord.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
