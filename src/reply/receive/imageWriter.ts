import { createHash } from 'node:crypto';
import { createImageInspector, type ImageFacts } from '../../image/formats/inspect.ts';
import type { PayloadSink, PayloadStore } from '../types.ts';
import { writeBehind, type BehindSink } from './backgroundWrites.ts';

const SMALL = 4 * 1024;
/** Above this, bytes go to the sink: a write costs a hand-over to another thread, a larger buffer only memory. */
const FLUSH_BYTES = 256 * 1024;

export interface Staged {
  /** In bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** `undefined` where the bytes are no known image. */
  readonly facts: ImageFacts | undefined;
  /** Open, and only where the bytes are a known image. */
  readonly sink: PayloadSink | undefined;
}

/** The bytes of an image between where they come from and where they go. */
export interface Stage {
  /** Room for the next bytes, to write into; {@link advance} says how many there were. */
  room(bytes: number): Buffer;
  advance(bytes: number): void;
  put(byte: number): void;
  /** Takes bytes that a socket handed over. */
  take(bytes: Buffer): void;
  /** In bytes, taken so far. */
  size(): number;
  /** What the bytes so far say; `undefined` while or because they are no known image. */
  facts(): ImageFacts | undefined;
  /** Writes out what has gathered, if it is much. What the sink throws waits for {@link finish}. */
  flush(): Promise<void>;
  /**
   * After the last byte: everything written, the sink still open.
   * @throws what the sink threw; what it had taken is set aside
   */
  finish(): Promise<Staged>;
  /** Gives up: drops the sink. */
  abandon(): Promise<void>;
}

/**
 * Gathers bytes, hashes them and finds the image's facts on the way, in memory that does not grow with
 * the image. The sink is made only once the bytes are known to be an image, so anything else never
 * reaches a disk.
 */
export function createStage(store: PayloadStore): Stage {
  const hash = createHash('sha256');
  const inspector = createImageInspector();
  let staged = Buffer.allocUnsafe(SMALL);
  let spare = Buffer.alloc(0);
  let used = 0;
  let inspected = 0;
  let written = 0;
  let sink: BehindSink | undefined;
  let lost: { readonly error: unknown } | undefined;

  const makeRoom = (bytes: number): void => {
    if (used + bytes <= staged.length) return;
    const larger = Buffer.allocUnsafe(Math.max(staged.length * 2, spare.length, used + bytes));
    staged.copy(larger, 0, 0, used);
    staged = larger;
  };

  const room = (bytes: number): Buffer => {
    makeRoom(bytes);
    return staged.subarray(used, used + bytes);
  };

  const facts = (): ImageFacts | undefined => {
    if (inspected < used) inspector.push(staged.subarray(inspected, used));
    inspected = used;
    return inspector.facts();
  };

  /** Hands what has gathered to the sink, and goes on in the other buffer. */
  const writeOut = async (): Promise<void> => {
    const isImage = facts() !== undefined;
    const bytes = staged.subarray(0, used);
    hash.update(bytes);
    written += used;
    used = 0;
    inspected = 0;
    if (!isImage || lost !== undefined) return;
    sink ??= writeBehind(store.create());
    await sink.write(bytes);
    [staged, spare] = [spare, staged];
  };

  /** The bytes that follow are still read, for what is behind them, and go nowhere. */
  const lose = async (error: unknown): Promise<void> => {
    lost ??= { error };
    await setAside(sink).catch(() => undefined);
  };

  return {
    room,
    advance(bytes) {
      used += bytes;
    },
    put(byte) {
      makeRoom(1);
      staged[used++] = byte;
    },
    take(bytes) {
      // By way of a string: V8 frees a socket's buffers when young objects fill up, and passing bytes on
      // makes none, so the buffers of a whole image would pile up.
      used += room(bytes.length).write(bytes.toString('latin1'), 'latin1');
    },
    size: () => written + used,
    facts,
    async flush() {
      if (used >= FLUSH_BYTES) await writeOut().catch(lose);
    },
    async finish() {
      try {
        await writeOut();
        await sink?.settled();
      } catch (error) {
        await lose(error);
      }
      if (lost !== undefined) throw lost.error;
      return { size: written, sha256: hash.digest('hex'), facts: inspector.facts(), sink };
    },
    async abandon() {
      await sink?.discard();
    },
  };
}

/** Keeps what no result came of, where the store can; elsewhere it goes. @returns the store's name for it */
export async function setAside(sink: PayloadSink | undefined): Promise<string | undefined> {
  if (sink?.setAside !== undefined) return await sink.setAside();
  await sink?.discard();
  return undefined;
}
