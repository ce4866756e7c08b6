import type { Unescaper } from './jsonEscapes.ts';
import type { Payload, PayloadEnd } from './payload.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const PERCENT = 0x25;
const DATA_URL = 'data:';

/** Steps of the fast way: the next is twice as long after a good one, short again after a bad one. */
const FIRST_STRIDE = 1024;
const LAST_STRIDE = 64 << 10;
const SHORT_RUN = 128;
/** More images than any model draws; further payloads are passed over. */
const MOST_PAYLOADS = 256;

/**
 * What comes after the bytes that were read: more of the payload, the rest of the string (which
 * `muted` keeps out of the skeleton), or, `head`, a string that turned out to begin with `data:`.
 */
export type Next = 'payload' | 'string' | 'muted' | 'head';

export interface PayloadReader {
  /** The value of a payload key begins. */
  beginValue(): void;
  /** The head of a data URL ended. @param goesOn whether the next string may continue this one */
  beginInText(goesOn: boolean): Next;
  /** A string begins that continues the last one; `payload` where that one ended inside a payload. */
  resume(): Next;
  /** Reads from an index; says up to where, and what is there. Never takes the end of the string. */
  read(bytes: Buffer, from: number): { readonly at: number; readonly next: Next };
  end(): void;
}

export interface PayloadReaderParts {
  readonly escape: Unescaper;
  readonly open: (index: number) => Payload;
  readonly writePlaceholder: (index: number) => void;
  readonly writeText: (ascii: string) => void;
}

function nextQuote(bytes: Buffer, from: number): number {
  const quote = bytes.indexOf(QUOTE, from);
  return quote < 0 ? bytes.length : quote;
}

/** Reads payloads: what a payload key says, and what follows the head of a data URL. */
export function createPayloadReader(parts: PayloadReaderParts): PayloadReader {
  const { escape } = parts;
  let count = 0;
  let payload: Payload | undefined;
  let suspended: Payload | undefined;
  /** The first characters of a value, until they tell whether it is a data URL. */
  let opening: string | undefined;
  let inText = false;
  let goesOn = false;
  let longest = FIRST_STRIDE;
  /** The hex digits after a percent sign. */
  let percent: string | undefined;

  const open = (): Next => {
    opening = undefined;
    if (count >= MOST_PAYLOADS) return inText ? 'string' : 'muted';
    parts.writePlaceholder(count);
    payload = parts.open(count++);
    longest = FIRST_STRIDE;
    return 'payload';
  };

  const leave = (how: PayloadEnd): void => {
    payload?.end(how);
    payload = undefined;
    percent = undefined;
  };

  /** Gives a character to the payload; in the text of a URL it may be percent-encoded. */
  const take = (code: number): Next => {
    if (payload === undefined) return 'muted';
    if (percent !== undefined) {
      percent += String.fromCharCode(code);
      if (percent.length < 2) return 'payload';
      code = Number.parseInt(percent, 16);
      percent = undefined;
    } else if (inText && code === PERCENT) {
      percent = '';
      return 'payload';
    }
    // Words after a bare data URL are base64 digits too: they are none of a whole image.
    const isOver = inText && code === SPACE && payload.isAligned() && payload.isWhole();
    if (!isOver && payload.takeChar(code)) return 'payload';
    leave(inText ? 'complete' : 'foreign');
    return inText ? 'string' : 'muted';
  };

  /** Takes a character of the opening. */
  const takeOpening = (code: number): Next => {
    if (opening === '' && (code === SPACE || code === LF || code === CR)) return 'payload';
    opening = `${opening ?? ''}${String.fromCharCode(code)}`;
    if (opening.length < DATA_URL.length) return 'payload';
    if (opening.toLowerCase() === DATA_URL) {
      opening = undefined;
      return 'head';
    }
    return openWith(opening);
  };

  const openWith = (chars: string): Next => {
    let next = open();
    for (let i = 0; i < chars.length && next === 'payload'; i++) next = take(chars.charCodeAt(i));
    return next;
  };

  /** At the end of the string. A short value is opened only now. */
  const stop = (byte: number): Next => {
    let next: Next = 'string';
    if (opening !== undefined && opening !== '') next = openWith(opening);
    opening = undefined;
    const isInterrupted = byte === QUOTE && inText && goesOn && payload?.wantsMore() === true;
    if (isInterrupted) suspended = payload;
    else leave(byte === QUOTE ? 'complete' : 'cut');
    payload = undefined;
    return next === 'muted' ? 'muted' : 'string';
  };

  /**
   * Takes base64 in long steps up to `last`, where the next quote is; returns where a character
   * needs a closer look.
   */
  const stride = (current: Payload, bytes: Buffer, from: number, last: number): number => {
    let i = from;
    while (current.isAligned() && i + 4 <= last) {
      const limit = Math.min(last, i + longest);
      const backslash = bytes.subarray(i, limit).indexOf(BACKSLASH);
      const length = (backslash < 0 ? limit - i : backslash) & ~3;
      // Between the line breaks of wrapped base64, character by character is as fast.
      if (length === 0 || (backslash >= 0 && length < SHORT_RUN)) return i;
      if (!current.takeDigits(bytes, i, i + length)) {
        longest = FIRST_STRIDE;
        return i;
      }
      i += length;
      if (backslash >= 0) return i;
      longest = Math.min(LAST_STRIDE, longest * 2);
    }
    return i;
  };

  return {
    beginValue() {
      inText = false;
      opening = '';
    },
    beginInText(mayGoOn) {
      inText = true;
      goesOn = mayGoOn;
      return open();
    },
    resume() {
      if (suspended === undefined) return 'string';
      payload = suspended;
      suspended = undefined;
      inText = true;
      goesOn = true;
      return 'payload';
    },
    read(bytes, from) {
      let slowFrom = from;
      let canStride = true;
      let quote = -1;
      for (let i = from; i < bytes.length; i++) {
        // A chunk of the socket ends anywhere; the group that it cut is soon over.
        if (canStride && payload?.isAligned() && percent === undefined && !escape.isActive()) {
          if (quote < i) quote = nextQuote(bytes, i);
          i = slowFrom = stride(payload, bytes, i, quote);
          canStride = false;
          if (i >= bytes.length) break;
        }
        const byte = bytes[i] ?? 0;
        let code = byte;
        const isEscaped = escape.isActive();
        if (isEscaped) {
          code = escape.take(byte);
          if (code < 0) continue;
        } else if (byte === BACKSLASH) {
          escape.begin();
          continue;
        } else if (byte === QUOTE || byte === LF || byte === CR) {
          return { at: i, next: stop(byte) };
        }
        const next = opening === undefined ? take(code) : takeOpening(code);
        if (next === 'string') {
          // The character belongs to the text: it is still to be read, or, escaped, to be written.
          if (isEscaped) parts.writeText(`\\u${code.toString(16).padStart(4, '0')}`);
          return { at: isEscaped ? i + 1 : i, next };
        }
        if (next !== 'payload') return { at: i + 1, next };
        canStride ||= isEscaped || i - slowFrom >= FIRST_STRIDE;
      }
      return { at: bytes.length, next: 'payload' };
    },
    end() {
      payload?.end('cut');
      suspended?.end('complete');
      payload = suspended = undefined;
    },
  };
}
