import { basename, join } from 'node:path';
import type { PayloadStore } from '../reply/types.ts';
import { claim } from '../disk/claim.ts';
import { nodeDisk, type Disk } from '../disk/disk.ts';
import { startHeartbeat, type Heartbeat } from '../disk/heartbeat.ts';
import { payloadSink, type DurableSink } from './durableSink.ts';
import { writeRecord, type HostedRecord, type RunRecord } from './record.ts';
import { temporaryFolder, temporaryRoot } from '../disk/temporary.ts';

export type { HostedRecord, RunRecord, SpooledImage } from './record.ts';

/** Where the paid bytes of one run live until they are saved or discarded. */
export interface SpoolEntry extends PayloadStore {
  readonly folder: string;
  /** Writes the record; durable on return. */
  record(change: Partial<Pick<RunRecord, 'state' | 'images' | 'hosted'>>): Promise<void>;
  /** Addresses of images that are not saved yet, as far as a disk has them. */
  hosted(): readonly HostedRecord[];
  /** Writes them into the record, on whatever disk takes it. Never throws. */
  recordHosted(hosted: readonly HostedRecord[]): Promise<void>;
  /** The bytes of a payload: its path, or what no disk took. */
  contentOf(file: string): string | Uint8Array;
  /** What of its payloads is here, whole or set aside: each as {@link contentOf} takes it. */
  keptPayloads(): readonly string[];
  /** In bytes; 0 where it is gone. */
  sizeOf(file: string): Promise<number>;
  /** Removes a payload that something better has taken the place of. Never throws. */
  dropPayload(file: string): Promise<void>;
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
  return entryIn(folder, record, [], heartbeat, options);
}

/**
 * Goes on with what a run left in its folder: until it is released or removed, other windows leave it alone.
 *
 * @param files payloads that wait there
 * @throws what the disk throws
 */
export async function reopenSpool(
  folder: string,
  record: RunRecord,
  files: readonly string[],
  options: SpoolOptions = {},
): Promise<SpoolEntry> {
  const { disk = nodeDisk } = options;
  const heartbeat = await startHeartbeat(disk, folder);
  const numbers = (await disk.readdir(folder)).map(numberOf);
  return entryIn(folder, record, files, heartbeat, options, Math.max(0, ...numbers));
}

function entryIn(
  folder: string,
  start: RunRecord,
  files: readonly string[],
  heartbeat: Heartbeat,
  { disk = nodeDisk, temporary = temporaryRoot() }: SpoolOptions,
  payloads = 0,
): SpoolEntry {
  let record = start;
  let noted: readonly HostedRecord[] = start.hosted ?? [];
  const heartbeats = [heartbeat];
  const folders = new Set([folder]);
  const inMemory = new Map<string, DurableSink>();
  const kept = new Map(files.map((file) => [basename(file), file]));

  async function resort(): Promise<string> {
    const other = await temporaryFolder(disk, temporary, record.id);
    if (!folders.has(other)) heartbeats.push(await startHeartbeat(disk, other));
    folders.add(other);
    return other;
  }

  async function stop(): Promise<void> {
    for (const each of heartbeats) await each.stop();
  }

  /** Addresses go into one record of a run, the first that a disk takes: from two they would be offered twice. */
  async function write(): Promise<void> {
    let refusal: { readonly error: unknown } | undefined;
    let isWritten = false;
    for (const each of folders) {
      const { hosted, ...rest } = record;
      const all = isWritten || hosted === undefined ? rest : record;
      try {
        await writeRecord(disk, each, all);
        isWritten = true;
      } catch (error) {
        refusal ??= { error };
      }
    }
    if (!isWritten && refusal !== undefined) throw refusal.error;
    noted = record.hosted ?? [];
  }

  return {
    folder,
    record: async (change) => {
      record = { ...record, ...change };
      await write();
    },
    hosted: () => noted,
    recordHosted: async (hosted) => {
      // The gateway has done its part: from now on silence would not mean that nobody knows.
      record = { ...record, state: 'received', hosted: [...hosted] };
      // The other folder may lie on a disk that still has room.
      await write()
        .catch(async () => {
          await resort();
          await write();
        })
        .catch(() => undefined);
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
          return file;
        },
        discard: async () => {
          await sink.discard();
          kept.delete(name);
        },
      };
    },
    contentOf: (file) => inMemory.get(file)?.inMemory() ?? file,
    keptPayloads: () => [...kept.values()],
    sizeOf: async (file) => {
      const bytes = inMemory.get(file)?.inMemory();
      if (bytes !== undefined) return bytes.byteLength;
      return await disk.stat(file).then(
        ({ size }) => size,
        () => 0,
      );
    },
    dropPayload: async (file) => {
      for (const [name, each] of kept) if (each === file) kept.delete(name);
      if (!inMemory.delete(file)) await disk.rm(file, { force: true }).catch(() => undefined);
    },
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

/** Of `payload-3`, and of `payload-3.bin`. */
function numberOf(file: string): number {
  return Number(/^payload-(\d+)/.exec(basename(file))?.[1] ?? 0);
}
