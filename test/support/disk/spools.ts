/** Runs in the spool, as windows leave them behind. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from '../../../src/disk/disk.ts';
import { openSpool, type RunRecord, type SpoolEntry } from '../../../src/spool/spool.ts';
import { png } from '../image/images.ts';
import { sha256 } from './saving.ts';

export const RUN_ID = '00000000-0000-4000-8000-000000000000';

export const START = {
  id: RUN_ID,
  started: '2026-11-20T12:00:00.000Z',
  host: 'gw.example',
  model: 'm',
  target: { folder: 'file:///x', stem: 'cat-edited' },
} satisfies Partial<RunRecord>;

/** A whole image, small enough to arrive in one write. */
export const SMALL = Buffer.from(png(4, 3));

/** Opens a run's place. @param temporary a folder of the test's own */
export async function openRun(
  root: string,
  { disk, temporary = join(root, '..', 'temporary'), id = RUN_ID }: OpenRunOptions = {},
): Promise<SpoolEntry> {
  return await openSpool(root, { ...START, id }, { temporary, ...(disk && { disk }) });
}

export interface OpenRunOptions {
  readonly disk?: Disk;
  readonly temporary?: string;
  readonly id?: string;
}

/** Stores bytes as one payload. @returns the payload as a record lists it */
export async function storePayload(entry: SpoolEntry, bytes: Uint8Array) {
  const sink = entry.create();
  await sink.write(bytes);
  const { file } = await sink.close();
  return { file, size: bytes.byteLength, sha256: sha256(bytes), extension: 'png' };
}

/** Ends a run the way a crash does: without its heartbeat, as a later window sees it. */
export async function crash(entry: SpoolEntry): Promise<void> {
  await rm(join(entry.folder, 'alive'));
}
