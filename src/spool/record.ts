import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { codeOf, writeAll, type Disk } from '../disk/disk.ts';

const SpooledImage = z.object({
  /** The file; it lies in the run's folder, wherever that has moved to. */
  file: z.string(),
  size: z.number(),
  sha256: z.string(),
  extension: z.string(),
  /** Where it was published; absent: it still waits here. */
  saved: z.optional(z.string()),
});

/** An image that the reply only points to. Its address can be all that is left of it, and may carry a signature: it is told to nobody. */
const HostedRecord = z.object({
  url: z.string(),
  /** `waiting`: not fetched yet, or just now. `here`: its bytes are safe. */
  state: z.enum(['waiting', 'failed', 'here']),
  /** Why it failed last: a word of `DownloadFailure`, or of a later version's. */
  why: z.optional(z.string()),
  /** Of this run: where its bytes are, or what came of them. */
  file: z.optional(z.string()),
});

/** What is known of a run on disk. The key is not in it, and of the prompt only its beginning. */
const RunRecord = z.object({
  version: z.literal(1),
  id: z.string(),
  /** ISO time. */
  started: z.string(),
  pid: z.number(),
  /** `sent` without an end means that a run broke off and may have been charged. */
  state: z.enum(['intent', 'sent', 'received', 'saved']),
  host: z.string(),
  /** The gateway's, from which a hosted image may come that lies on a private address. */
  origin: z.optional(z.string()),
  /** What it is called and whether it is free; absent: an older window's run. */
  gateway: z.optional(z.object({ label: z.string(), free: z.optional(z.literal(true)) })),
  model: z.string(),
  /** The beginning of the prompt and the source's name, if there is one; absent: an older window's run. */
  asked: z.optional(z.object({ prompt: z.string(), source: z.optional(z.string()) })),
  /** Only a marked region of the source was to change. */
  region: z.optional(z.literal(true)),
  target: z.object({ folder: z.string(), stem: z.string() }),
  images: z.array(SpooledImage),
  /** Until they are saved or discarded. */
  hosted: z.optional(z.array(HostedRecord)),
});
export type RunRecord = z.infer<typeof RunRecord>;
export type HostedRecord = z.infer<typeof HostedRecord>;
export type SpooledImage = z.infer<typeof SpooledImage>;

const FILE = 'run.json';

/** Replaces the record as a whole; durable on return. Of two windows that write at once, the last one's stands. */
export async function writeRecord(disk: Disk, folder: string, record: RunRecord): Promise<void> {
  const part = join(folder, `${FILE}.${randomUUID()}.part`);
  try {
    const handle = await disk.open(part, 'wx', 0o600);
    try {
      await writeAll(handle, Buffer.from(JSON.stringify(record)), 0);
      // What is saved is only tidied up: losing this word costs a look, not an image.
      if (record.state !== 'saved') await handle.sync();
    } finally {
      await handle.close();
    }
    await disk.rename(part, join(folder, FILE));
  } catch (error) {
    await disk.rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Reads a run's record. One that is half, or of a version to come, is put aside as `.bad`: it keeps nobody from the
 * images beside it.
 *
 * @returns undefined: there is none, or none that can be understood
 * @throws what the disk throws: nobody knows what the record says
 */
export async function readRecord(disk: Disk, folder: string): Promise<RunRecord | undefined> {
  const file = join(folder, FILE);
  const text = await disk.readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return parseRecord(text);
  } catch {
    await disk.rename(file, `${file}.bad`).catch(() => undefined);
    return undefined;
  }
}

/** @throws what is no record of a version that is known */
function parseRecord(text: string): RunRecord {
  return RunRecord.parse(JSON.parse(text));
}
