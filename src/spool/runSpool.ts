import { basename, join } from 'node:path';
import type { PayloadSink } from '../reply/types.ts';
import { claim } from '../disk/claim.ts';
import { nodeDisk, type Disk } from '../disk/disk.ts';
import { startHeartbeat, type Heartbeat } from '../disk/heartbeat.ts';
import { removeFile, removeFolder } from '../disk/remove.ts';
import { localFolder } from '../disk/target.ts';
import { temporaryFolder, temporaryRoot } from '../disk/temporary.ts';
import { DurableSink, type OpenFile, type Places } from './durableSink.ts';
import { createForTarget } from './fileForTarget.ts';
import { RAW_REPLY } from './rawReplies.ts';
import { writeRecord, type HostedRecord, type RunRecord } from './record.ts';
import type { SpoolEntry, SpoolOptions } from './spoolEntry.ts';

/** A run's place in the spool as it is found or created. */
export interface RunSpoolStart {
  readonly folder: string;
  readonly record: RunRecord;
  /** The paths of payloads that are there already. */
  readonly payloads: readonly string[];
  /** The highest number of a payload so far. */
  readonly lastNumber: number;
  readonly heartbeat: Heartbeat;
}

/** A run on one disk, or on two once its own disk refused something. */
export class RunSpool implements SpoolEntry {
  readonly folder: string;
  readonly #disk: Disk;
  readonly #temporary: string;
  readonly #folders: Set<string>;
  readonly #heartbeats: Heartbeat[];
  readonly #sinks = new Map<string, DurableSink>();
  /** The paths of payloads that were created in the target's folder. */
  readonly #createdInTarget = new Set<string>();
  /** Existing payloads by name: the path of the file, or the name where the bytes are in memory. */
  readonly #payloads: Map<string, string>;
  #record: RunRecord;
  /** The hosted images that a disk has on record. */
  #hosted: readonly HostedRecord[];
  #lastNumber: number;

  constructor(
    { folder, record, payloads, lastNumber, heartbeat }: RunSpoolStart,
    { disk = nodeDisk, temporary = temporaryRoot() }: SpoolOptions,
  ) {
    this.folder = folder;
    this.#disk = disk;
    this.#temporary = temporary;
    this.#folders = new Set([folder]);
    this.#heartbeats = [heartbeat];
    this.#payloads = new Map(payloads.map((file) => [basename(file), file]));
    this.#record = record;
    this.#hosted = record.hosted ?? [];
    this.#lastNumber = lastNumber;
  }

  async record(change: Parameters<SpoolEntry['record']>[0]): Promise<void> {
    this.#record = { ...this.#record, ...change };
    await this.#writeRecord();
  }

  hosted(): readonly HostedRecord[] {
    return this.#hosted;
  }

  async recordHosted(hosted: readonly HostedRecord[]): Promise<void> {
    // The reply is here. From now on, a missing end doesn't mean that the outcome is unknown.
    this.#record = { ...this.#record, state: 'received', hosted: [...hosted] };
    await this.#writeRecord()
      .catch(async () => {
        // The temporary folder can be on a disk that still has room.
        await this.#openTemporary();
        await this.#writeRecord();
      })
      .catch(() => undefined);
  }

  create(): Required<PayloadSink> {
    const name = `payload-${(this.#lastNumber += 1)}`;
    return this.#createSink(name, [() => this.#createInTarget(name)]);
  }

  createRaw(): Required<PayloadSink> {
    return this.#createSink(RAW_REPLY);
  }

  /** @param first places that are better than the run's own folders */
  #createSink(name: string, first: Places = []): Required<PayloadSink> {
    const places = [
      ...first,
      () => this.#createIn(this.folder, name),
      async () => await this.#createIn(await this.#openTemporary(), name),
    ];
    const sink = new DurableSink(this.#disk, places, name);
    this.#sinks.set(name, sink);
    return {
      write: (bytes) => sink.write(bytes),
      close: async () => {
        const closed = await sink.close();
        this.#payloads.set(name, closed.file);
        return closed;
      },
      setAside: async () => {
        const file = await sink.setAside();
        if (file !== undefined) this.#payloads.set(name, file);
        return file;
      },
      read: () => sink.read(),
      discard: async () => {
        await sink.discard();
        this.#payloads.delete(name);
      },
    };
  }

  /** Only this user can enter the folder, so the file's own mode doesn't matter. */
  async #createIn(folder: string, name: string): Promise<OpenFile> {
    const path = join(folder, name);
    return { path, handle: await this.#disk.open(path, 'wx+') };
  }

  async #createInTarget(name: string): Promise<OpenFile> {
    const target = localFolder(this.#record.target);
    if (target === undefined) throw new Error('the target is on a virtual file system');
    const created = await createForTarget(this.#disk, target, this.folder, name);
    this.#createdInTarget.add(created.path);
    return created;
  }

  isCreatedIn(file: string, folder: string): boolean {
    return this.#createdInTarget.has(file) && this.#record.target.folder === folder;
  }

  contentOf(file: string): string | Uint8Array {
    return this.#sinks.get(file)?.inMemory() ?? file;
  }

  keptPayloads(): readonly string[] {
    return [...this.#payloads.values()];
  }

  async sizeOf(file: string): Promise<number> {
    const bytes = this.#sinks.get(file)?.inMemory();
    if (bytes !== undefined) return bytes.byteLength;
    return await this.#disk.stat(file).then(
      ({ size }) => size,
      () => 0,
    );
  }

  async dropPayload(file: string): Promise<void> {
    for (const [name, kept] of this.#payloads) if (kept === file) this.#payloads.delete(name);
    const isInMemory = this.#sinks.delete(file);
    if (!isInMemory) await removeFile(this.#disk, file).catch(() => undefined);
  }

  async release(): Promise<void> {
    // This window's user knows. While the window lives, no other one reports it.
    for (const folder of this.#folders) await claim(folder, Date.now(), this.#disk);
    await this.#stopHeartbeats();
  }

  async remove(): Promise<void> {
    await this.#stopHeartbeats();
    for (const folder of this.#folders) {
      await removeFolder(this.#disk, folder);
    }
  }

  /** Opens the run's folder among temporary files. @throws what the disk throws */
  async #openTemporary(): Promise<string> {
    const folder = await temporaryFolder(this.#disk, this.#temporary, this.#record.id);
    if (!this.#folders.has(folder)) {
      this.#heartbeats.push(await startHeartbeat(this.#disk, folder));
    }
    this.#folders.add(folder);
    return folder;
  }

  async #stopHeartbeats(): Promise<void> {
    for (const heartbeat of this.#heartbeats) await heartbeat.stop();
  }

  /** Writes the record into all of the run's folders. Only the first one gets the addresses: from two they would be offered twice. */
  async #writeRecord(): Promise<void> {
    let refusal: { readonly error: unknown } | undefined;
    let isWritten = false;
    for (const folder of this.#folders) {
      const { hosted, ...withoutHosted } = this.#record;
      const record = isWritten || hosted === undefined ? withoutHosted : this.#record;
      try {
        await writeRecord(this.#disk, folder, record);
        isWritten = true;
      } catch (error) {
        refusal ??= { error };
      }
    }
    if (!isWritten && refusal !== undefined) throw refusal.error;
    this.#hosted = this.#record.hosted ?? [];
  }
}
