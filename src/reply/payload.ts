import { createHash } from 'node:crypto';

import { imageInspector, type ImageFacts } from '../image/facts.ts';
import { base64Value, FOREIGN, PAD, SPACE } from './base64.ts';
import type { PayloadSink, PayloadStore } from './types.ts';
import { writeBehind, type BehindSink } from './writeBehind.ts';

const SMALL = 4 * 1024;
/** Above this, decoded bytes go to the sink. 64-512 KiB measured best; more only costs memory. */
const FLUSH_BYTES = 192 * 1024;

/** How a payload ended. `foreign`: a character that no base64 has. `cut`: the reply ended first. */
export type PayloadEnd = 'complete' | 'foreign' | 'cut';

/** One payload of a reply, decoded and measured. */
export interface ReceivedPayload {
  readonly index: number;
  readonly end: PayloadEnd;
  /** In bytes, decoded. */
  readonly size: number;
  /** Base64 digits taken. */
  readonly chars: number;
  /** Hex. */
  readonly sha256: string;
  /** `undefined` where the bytes are no known image. */
  readonly facts: ImageFacts | undefined;
  /** Open, and only where the bytes are a known image. */
  readonly sink: PayloadSink | undefined;
}

export interface Payload {
  readonly index: number;
  /** Decodes `[start, end)`, a multiple of 4 characters; false (and nothing taken) unless all are digits. */
  takeDigits(chars: Buffer, start: number, end: number): boolean;
  /** Takes one character; false where it does not belong to base64 at this place. */
  takeChar(code: number): boolean;
  /** Whether the next character begins a group of four. */
  isAligned(): boolean;
  /** Encoded characters taken so far. */
  length(): number;
  /** Whether the bytes so far are a whole image already. */
  isWhole(): boolean;
  /** Whether more characters would make sense: an image that has begun and is not whole. */
  wantsMore(): boolean;
  end(how: PayloadEnd): void;
  hasEnded(): boolean;
  /** Writes out what has gathered, if it is much. */
  flush(): Promise<void>;
  /** After the end: everything written, the sink still open. */
  finish(): Promise<ReceivedPayload>;
  /** Gives up: drops the sink. */
  abandon(): Promise<void>;
}

/**
 * A base64 payload on its way into a sink: characters in, bytes out, hash and image facts found on
 * the way. The sink is made only once the bytes are known to be an image, so anything else never
 * reaches a disk.
 */
export function createPayload(index: number, store: PayloadStore): Payload {
  const hash = createHash('sha256');
  const inspector = imageInspector();
  let staged = Buffer.allocUnsafe(SMALL);
  let spare = Buffer.alloc(0);
  let used = 0;
  let inspected = 0;
  let size = 0;
  let chars = 0;
  let group = 0;
  let inGroup = 0;
  let padded = false;
  let how: PayloadEnd | undefined;
  let sink: BehindSink | undefined;

  const makeRoom = (bytes: number): void => {
    if (used + bytes <= staged.length) return;
    const larger = Buffer.allocUnsafe(Math.max(staged.length * 2, spare.length, used + bytes));
    staged.copy(larger, 0, 0, used);
    staged = larger;
  };

  const inspect = (): void => {
    if (inspected < used) inspector.push(staged.subarray(inspected, used));
    inspected = used;
  };

  /** Hands what has gathered to the sink, and goes on in the other buffer. */
  const writeOut = async (): Promise<void> => {
    inspect();
    const bytes = staged.subarray(0, used);
    hash.update(bytes);
    size += used;
    used = 0;
    inspected = 0;
    if (inspector.facts() === undefined) return;
    sink ??= writeBehind(store.create());
    await sink.write(bytes);
    [staged, spare] = [spare, staged];
  };

  const emit = (byte: number): void => {
    makeRoom(1);
    staged[used++] = byte;
  };

  /** The bytes of a last group of two or three digits, with or without padding. */
  const endGroup = (): void => {
    if (inGroup === 2) emit((group >> 4) & 0xff);
    if (inGroup === 3) {
      emit((group >> 10) & 0xff);
      emit((group >> 2) & 0xff);
    }
    group = 0;
    inGroup = 0;
  };

  return {
    index,
    takeDigits(text, start, end) {
      const bytes = ((end - start) / 4) * 3;
      makeRoom(bytes);
      // Node skips what is no digit and stops at padding: fewer bytes than expected tell of either.
      const written = staged.write(text.toString('latin1', start, end), used, 'base64');
      if (written !== bytes) return false;
      used += bytes;
      chars += end - start;
      return true;
    },
    takeChar(code) {
      const value = base64Value(code);
      if (value === SPACE) return true;
      if (value === FOREIGN) return false;
      if (value === PAD) {
        if (!padded && inGroup < 2) return false;
        padded = true;
        return true;
      }
      if (padded) return false;
      chars++;
      group = (group << 6) | value;
      if (++inGroup === 4) {
        emit((group >> 16) & 0xff);
        emit((group >> 8) & 0xff);
        emit(group & 0xff);
        group = 0;
        inGroup = 0;
      }
      return true;
    },
    isAligned: () => inGroup === 0 && !padded,
    length: () => chars,
    isWhole() {
      inspect();
      return inspector.facts()?.whole === true;
    },
    wantsMore() {
      inspect();
      const facts = inspector.facts();
      if (padded || facts?.whole === true) return false;
      return facts !== undefined || size + used < 16;
    },
    end(reason) {
      if (reason === 'complete' && inGroup === 1) reason = 'foreign';
      if (reason === 'complete') endGroup();
      how ??= reason;
    },
    hasEnded: () => how !== undefined,
    async flush() {
      if (used >= FLUSH_BYTES) await writeOut();
    },
    async finish() {
      await writeOut();
      await sink?.settled();
      return {
        index,
        end: how ?? 'cut',
        size,
        chars,
        sha256: hash.digest('hex'),
        facts: inspector.facts(),
        sink,
      };
    },
    async abandon() {
      await sink?.discard();
    },
  };
}
