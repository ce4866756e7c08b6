import type { Disk } from '../disk/disk.ts';
import type { PayloadSink, PayloadStore } from '../reply/types.ts';
import type { HostedRecord, RunRecord } from './record.ts';

/** The place where the paid bytes of one run are until they are saved or discarded. */
export interface SpoolEntry extends PayloadStore {
  /** Absolute path. */
  readonly folder: string;
  /** Creates the sink of the next payload. */
  create(): Required<PayloadSink>;
  /** Creates the sink of a reply that Easel couldn't read. */
  createRaw(): Required<PayloadSink>;
  /**
   * Changes the record. Durable on return.
   *
   * @throws what the disk throws when no disk takes it
   */
  record(change: Partial<Pick<RunRecord, 'state' | 'images' | 'hosted'>>): Promise<void>;
  /** Returns the hosted images that aren't saved yet, as far as a disk has their addresses. */
  hosted(): readonly HostedRecord[];
  /** Records hosted images on whichever disk accepts it. Never rejects. */
  recordHosted(hosted: readonly HostedRecord[]): Promise<void>;
  /** Returns the content of a payload: the path of its file, or its bytes where no disk accepted them. */
  contentOf(file: string): string | Uint8Array;
  /** Tells whether a payload's file was created in a folder, given as a URI: it needs no copy to have that folder's access. */
  isCreatedIn(file: string, folder: string): boolean;
  /** Returns the payloads that exist, whole or set aside, each in the form that {@link contentOf} takes. */
  keptPayloads(): readonly string[];
  /** Returns a payload's size in bytes; 0 where it is gone. Never rejects. */
  sizeOf(file: string): Promise<number>;
  /** Deletes a payload that a better one replaces. Never rejects. */
  dropPayload(file: string): Promise<void>;
  /** Ends the run and leaves what is unsaved for the user. */
  release(): Promise<void>;
  /** Ends the run and deletes it from every disk, with everything in it. Only payloads in memory outlive it. */
  remove(): Promise<void>;
}

export interface SpoolOptions {
  readonly disk?: Disk | undefined;
  /** The root for what the spool's own disk doesn't accept, an absolute path. */
  readonly temporary?: string | undefined;
}
