import { join } from 'node:path';
import { nodeDisk } from '../disk/disk.ts';
import { startHeartbeat } from '../disk/heartbeat.ts';
import { writeRecord, type RunRecord } from './record.ts';
import { RunSpool } from './runSpool.ts';
import type { SpoolEntry, SpoolOptions } from './spoolEntry.ts';

export type { HostedRecord, RunRecord, SpooledImage } from './record.ts';
export type { SpoolEntry, SpoolOptions } from './spoolEntry.ts';

/**
 * Opens a run's place in the spool, before anything is sent.
 *
 * @param root the spool's folder, an absolute path; created if it is missing, readable by this user alone
 * @throws what the disk throws
 */
export async function openSpool(
  root: string,
  start: Omit<RunRecord, 'version' | 'pid' | 'state' | 'images' | 'hosted'>,
  options: SpoolOptions = {},
): Promise<SpoolEntry> {
  const { disk = nodeDisk } = options;
  const folder = join(root, start.id);
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  const heartbeat = await startHeartbeat(disk, folder);
  const record: RunRecord = {
    version: 1,
    pid: process.pid,
    state: 'intent',
    images: [],
    ...start,
  };
  await writeRecord(disk, folder, record);
  return new RunSpool({ folder, record, payloads: [], lastNumber: 0, heartbeat }, options);
}

/**
 * Reopens the place of a run that ended, to continue with what it left. Until it is released or removed, other windows leave it
 * alone.
 *
 * @param folder the run's, an absolute path
 * @param payloads the paths of its payloads
 * @throws what the disk throws
 */
export async function reopenSpool(
  folder: string,
  record: RunRecord,
  payloads: readonly string[],
  options: SpoolOptions = {},
): Promise<SpoolEntry> {
  const { disk = nodeDisk } = options;
  const heartbeat = await startHeartbeat(disk, folder);
  const numbers = (await disk.readdir(folder)).map(payloadNumber);
  const lastNumber = Math.max(0, ...numbers);
  return new RunSpool({ folder, record, payloads, lastNumber, heartbeat }, options);
}

/** Returns 3 for `payload-3` and `payload-3.bin`, and 0 for any other name. */
function payloadNumber(name: string): number {
  return Number(/^payload-(\d+)/.exec(name)?.[1] ?? 0);
}
