import { join } from 'node:path';
import type { PayloadStore } from '../reply/types.ts';
import { claim } from './claim.ts';
import { nodeDisk, type Disk } from './disk.ts';
import { beat } from './liveness.ts';
import { payloadSink, type SafeSink } from './payloadSink.ts';
import { writeRecord, type RunRecord } from './record.ts';
import { temporaryFolder, temporaryRoot } from './temporary.ts';

export type { RunRecord, SpooledImage } from './record.ts';

/** Where the paid bytes of one run live until they are saved or discarded. */
export interface SpoolEntry extends PayloadStore {
  readonly folder: string;
  /** Writes the record; durable on return. */
  record(change: Partial<Pick<RunRecord, 'state' | 'images'>>): Promise<void>;
  /** The bytes of a payload: its path, or what no disk took. */
  bytesOf(file: string): string | Uint8Array;
  /** What of its payloads is here, whole or set aside: each as {@link bytesOf} takes it. */
  kept(): readonly string[];
  /** The run is over, and what it leaves here waits for the user. */
  release(): Promise<void>;
  /** Removes the run from every disk it is on, with all that lies there: nothing may wait in it but what is in memory. */
  remove(): Promise<void>;
}

export interface SpoolOptions {
  readonly disk?: Disk;
  /** For what the spool's own disk does not take. */
  readonly temporary?: string;
}

/**
 * Opens a run's place in the spool, before anything is sent.
 *
 * @param root the spool's folder; made if missing, readable by this user alone
 * @throws what the disk throws
 */
export async function openSpool(
  root: string,
  start: Omit<RunRecord, 'version' | 'pid' | 'state' | 'images'>,
  { disk = nodeDisk, temporary = temporaryRoot() }: SpoolOptions = {},
): Promise<SpoolEntry> {
  const folder = join(root, start.id);
  await disk.mkdir(folder, { recursive: true, mode: 0o700 });
  const heartbeats = [await beat(disk, folder)];
  let record: RunRecord = { version: 1, pid: process.pid, state: 'intent', images: [], ...start };
  await writeRecord(disk, folder, record);

  const folders = new Set([folder]);
  const inMemory = new Map<string, SafeSink>();
  let payloads = 0;
  const kept = new Map<string, string>();

  async function resort(): Promise<string> {
    const other = await temporaryFolder(disk, temporary, start.id);
    if (!folders.has(other)) heartbeats.push(await beat(disk, other));
    folders.add(other);
    return other;
  }

  async function stop(): Promise<void> {
    for (const heartbeat of heartbeats) await heartbeat.stop();
  }

  return {
    folder,
    record: async (change) => {
      record = { ...record, ...change };
      const written = await Promise.allSettled(
        [...folders].map((each) => writeRecord(disk, each, record)),
      );
      const refused = written.find((each) => each.status === 'rejected');
      if (refused !== undefined && !written.some((each) => each.status === 'fulfilled')) {
        throw refused.reason;
      }
    },
    create: () => {
      const name = `payload-${(payloads += 1)}`;
      // The folder is this user's alone; the file has the usual mode, because publishing links this very file.
      const places = [async () => join(folder, name), async () => join(await resort(), name)];
      const sink = payloadSink(disk, places, name);
      inMemory.set(name, sink);
      return {
        ...sink,
        close: async () => {
          const closed = await sink.close();
          kept.set(name, closed.file);
          return closed;
        },
        setAside: async () => {
          const file = await sink.setAside();
          if (file !== undefined) kept.set(name, file);
        },
        discard: async () => {
          await sink.discard();
          kept.delete(name);
        },
      };
    },
    bytesOf: (file) => inMemory.get(file)?.inMemory() ?? file,
    kept: () => [...kept.values()],
    release: async () => {
      // While this window lives its user knows: no other window tells of it again.
      for (const each of folders) await claim(each, Date.now(), disk);
      await stop();
    },
    remove: async () => {
      await stop();
      for (const each of folders) await disk.rm(each, { recursive: true, force: true });
    },
  };
}
