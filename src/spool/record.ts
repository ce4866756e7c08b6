import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Recipe } from '../assets/recipe.ts';
import { addEnding } from '../disk/names.ts';
import type { Target } from '../disk/target.ts';
import { codeOf, writeAll, type Disk } from '../disk/disk.ts';
import { removeFile } from '../disk/remove.ts';
import { retryWhileBusy, scannerPauses } from '../disk/retry.ts';

const SpooledImage = z.object({
  /** The path at the time of writing. The file is in the run's folder, wherever that is now. */
  file: z.string(),
  /** In bytes. */
  size: z.number(),
  /** In hex. */
  sha256: z.string(),
  /** Without a dot. */
  extension: z.string(),
  /** The URI of the published file; absent while the image is unsaved. */
  saved: z.optional(z.string()),
});

/** An image that the reply only links to. The address can be all that is left of it. It can contain a signature, so it is never shown. */
const HostedRecord = z.object({
  url: z.string(),
  /** `waiting`: the download hasn't ended. `here`: its bytes are safe. */
  state: z.enum(['waiting', 'failed', 'here']),
  /** Why the last download failed: a `DownloadFailure` of this or a later version. */
  why: z.optional(z.string()),
  /** The payload with its bytes, or with the part that arrived. */
  file: z.optional(z.string()),
});

/** A run's record on disk. It never contains a key, and only the beginning of the prompt. */
const RunRecord = z.object({
  version: z.literal(1),
  id: z.string(),
  /** ISO 8601. */
  started: z.string(),
  pid: z.number(),
  /** A run that stays `sent` was cut off, and may have been charged. */
  state: z.enum(['intent', 'sent', 'received', 'saved']),
  host: z.string(),
  /** The gateway's origin. Only from there may a hosted image come from a private address. */
  origin: z.optional(z.string()),
  /** Absent in records of earlier versions. */
  gateway: z.optional(z.object({ label: z.string(), free: z.optional(z.literal(true)) })),
  model: z.string(),
  /** The beginning of the prompt, and the source's name. Absent in records of earlier versions. */
  asked: z.optional(z.object({ prompt: z.string(), source: z.optional(z.string()) })),
  /** The run was to change only a marked region of the source. */
  region: z.optional(z.literal(true)),
  /** What the files of the run should be. Absent: the images as they were received. */
  final: z.catch(z.optional(Recipe), undefined),
  target: z.object({
    folder: z.string(),
    stem: z.string(),
    number: z.optional(z.int().check(z.gte(1))),
  }),
  images: z.array(SpooledImage),
  /** Images with addresses, until they are saved or discarded. */
  hosted: z.optional(z.array(HostedRecord)),
});
export type RunRecord = z.infer<typeof RunRecord>;
export type HostedRecord = z.infer<typeof HostedRecord>;
export type SpooledImage = z.infer<typeof SpooledImage>;

/** Returns where a received image goes. One that should have become another file isn't that file, so it doesn't get its name. */
export function receivedTarget({
  target,
  final,
}: Pick<RunRecord, 'final'> & { readonly target: Target }): Target {
  return final ? { ...target, stem: addEnding(target.stem, '-received') } : target;
}

const FILE = 'run.json';

/**
 * Replaces a run's record as a whole. Durable on return. When two windows write at once, the last one wins.
 *
 * @param folder the run's, an absolute path
 * @param pausesMs between tries while a scanner holds the old record or the new one
 * @throws what the disk throws; the old record stays
 */
export async function writeRecord(
  disk: Disk,
  folder: string,
  record: RunRecord,
  pausesMs: readonly number[] = scannerPauses(),
): Promise<void> {
  const part = join(folder, `${FILE}.${randomUUID()}.part`);
  try {
    const handle = await disk.open(part, 'wx', 0o600);
    try {
      await writeAll(handle, Buffer.from(JSON.stringify(record)), 0);
      // A saved run only needs to be removed. Losing this state costs another look at the folder, not an image.
      if (record.state !== 'saved') await handle.sync();
    } finally {
      await handle.close();
    }
    await retryWhileBusy(pausesMs, () => disk.rename(part, join(folder, FILE)));
  } catch (error) {
    await removeFile(disk, part, pausesMs).catch(() => undefined);
    throw error;
  }
}

/**
 * Reads a run's record. Renames a damaged one, or one of a later version, to `.bad`: the images next to it are found without it.
 *
 * @param folder the run's, an absolute path
 * @returns undefined where there is none that can be parsed
 * @throws what the disk throws: the record may have addresses, so the caller must not treat it as missing
 */
export async function readRecord(
  disk: Disk,
  folder: string,
  pausesMs: readonly number[] = scannerPauses(),
): Promise<RunRecord | undefined> {
  const file = join(folder, FILE);
  const text = await retryWhileBusy(pausesMs, () => disk.readFile(file, 'utf8')).catch(
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (text === undefined) return undefined;
  try {
    return parseRecord(text);
  } catch {
    await disk.rename(file, `${file}.bad`).catch(() => undefined);
    return undefined;
  }
}

/** @throws an error for text that isn't a record of a known version */
function parseRecord(text: string): RunRecord {
  return RunRecord.parse(JSON.parse(text));
}
