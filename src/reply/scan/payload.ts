import { base64Value, FOREIGN, PAD, SPACE } from './base64.ts';
import { createStage, type Staged } from '../receive/imageWriter.ts';
import type { PayloadStore } from '../types.ts';

/** How a payload ended. `foreign`: a character that no base64 has. `cut`: the reply ended first. */
export type PayloadEnd = 'complete' | 'foreign' | 'cut';

/** One payload of a reply, decoded and measured. */
export interface ReceivedPayload extends Staged {
  readonly index: number;
  readonly end: PayloadEnd;
  /** Base64 digits taken. */
  readonly chars: number;
  /** The store did not take it: what that threw. */
  readonly lost?: { readonly error: unknown };
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
  /** After the end: everything written, the sink still open. What the store throws is a fact of this payload alone. */
  finish(): Promise<ReceivedPayload>;
}

/** A base64 payload on its way into a sink: characters in, bytes out. */
export function createPayload(index: number, store: PayloadStore): Payload {
  const stage = createStage(store);
  let chars = 0;
  let group = 0;
  let inGroup = 0;
  let padded = false;
  let how: PayloadEnd | undefined;

  /** The bytes of a last group of two or three digits, with or without padding. */
  const endGroup = (): void => {
    if (inGroup === 2) stage.put((group >> 4) & 0xff);
    if (inGroup === 3) {
      stage.put((group >> 10) & 0xff);
      stage.put((group >> 2) & 0xff);
    }
    group = 0;
    inGroup = 0;
  };

  return {
    index,
    takeDigits(text, start, end) {
      const bytes = ((end - start) / 4) * 3;
      // Node skips what is no digit and stops at padding: fewer bytes than expected tell of either.
      const written = stage.room(bytes).write(text.toString('latin1', start, end), 'base64');
      if (written !== bytes) return false;
      stage.advance(bytes);
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
        stage.put((group >> 16) & 0xff);
        stage.put((group >> 8) & 0xff);
        stage.put(group & 0xff);
        group = 0;
        inGroup = 0;
      }
      return true;
    },
    isAligned: () => inGroup === 0 && !padded,
    length: () => chars,
    isWhole: () => stage.facts()?.isWhole === true,
    wantsMore() {
      const facts = stage.facts();
      if (padded || facts?.isWhole === true) return false;
      return facts !== undefined || stage.size() < 16;
    },
    end(reason) {
      if (reason === 'complete' && inGroup === 1) reason = 'foreign';
      if (reason === 'complete') endGroup();
      how ??= reason;
    },
    hasEnded: () => how !== undefined,
    flush: () => stage.flush(),
    finish: async () => {
      try {
        return { ...(await stage.finish()), index, end: how ?? 'cut', chars };
      } catch (error) {
        const facts = stage.facts();
        const nothing = { size: stage.size(), sha256: '', facts, sink: undefined };
        return { ...nothing, index, end: 'cut', chars, lost: { error } };
      }
    },
  };
}
