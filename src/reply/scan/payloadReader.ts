import { base64Value, SPACE } from './base64.ts';
import { openingKind } from './valueOpening.ts';
import type { Unescaper } from './jsonEscapes.ts';
import type { PayloadDecoder, PayloadEnd } from './payload.ts';
import { NO_ESCAPE, PENDING, TextEscapes } from './textEscapes.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;

/** Bounds of a fast run, in characters: each doubles after a good one and starts small after a bad one. */
const MIN_RUN_CHARS = 1024;
const MAX_RUN_CHARS = 64 << 10;
/** Between the line breaks of wrapped base64, decoding character by character is as fast. */
const MIN_ESCAPED_RUN_CHARS = 128;
/** More images than any model returns. Further payloads are skipped. */
const MAX_PAYLOADS = 256;

/**
 * What follows the bytes that were read. `payload`: more of it. `string`: the rest of the string.
 * `muted`: the rest of the string, which the skeleton leaves out. `text`: a value that turned out to be
 * a text; {@link PayloadReader.takeOpening} returns its beginning.
 */
export type Next = 'payload' | 'string' | 'muted' | 'text';

export interface PayloadReaderParts {
  readonly escape: Unescaper;
  readonly open: (index: number) => PayloadDecoder;
  readonly writePlaceholder: (index: number) => void;
  readonly writeText: (ascii: string) => void;
}

/** Reads the payloads inside JSON strings: the value of a payload key, and an image in any text. */
export class PayloadReader {
  readonly #parts: PayloadReaderParts;
  #count = 0;
  #payload: PayloadDecoder | undefined;
  /** A payload that the next string may continue. */
  #suspended: PayloadDecoder | undefined;
  /** The first characters of a value, until they tell whether it is a data URL. */
  #opening: string | undefined;
  /** Whether the payload is in a text, where anything may follow it. */
  #inText = false;
  #mayContinue = false;
  #maxRun = MIN_RUN_CHARS;
  /** Those within a text. */
  readonly #textEscapes = new TextEscapes();

  constructor(parts: PayloadReaderParts) {
    this.#parts = parts;
  }

  /** Begins the value of a payload key. */
  beginValue(): void {
    this.#inText = false;
    this.#opening = '';
  }

  /** Returns whether another payload can begin. */
  canBegin(): boolean {
    return this.#count < MAX_PAYLOADS;
  }

  /**
   * Begins a payload in a text.
   *
   * @param mayContinue whether the next string may continue it
   * @param digits its first digits, which were read already
   */
  beginInText(mayContinue: boolean, digits = ''): Next {
    this.#inText = true;
    this.#mayContinue = mayContinue;
    return this.#openWith(digits);
  }

  /** Returns the first characters of a value that turned out to be a text. */
  takeOpening(): string {
    const opening = this.#opening ?? '';
    this.#opening = undefined;
    return opening;
  }

  /** Begins a string that continues the last one. @returns `payload` when that one ended inside a payload */
  resume(): Next {
    if (this.#suspended === undefined) return 'string';
    this.#payload = this.#suspended;
    this.#suspended = undefined;
    this.#inText = true;
    this.#mayContinue = true;
    return 'payload';
  }

  /**
   * Reads from an index on. Leaves the end of the string to the caller.
   *
   * @returns the index of the first unread byte, and what follows there
   */
  read(bytes: Buffer, from: number): { readonly at: number; readonly next: Next } {
    const { escape } = this.#parts;
    let slowFrom = from;
    let mayRun = true;
    let quote = -1;
    for (let i = from; i < bytes.length; i++) {
      // A chunk may begin within a group of four, which is soon complete.
      if (
        mayRun &&
        this.#payload?.isAligned() &&
        !this.#textEscapes.isActive() &&
        !escape.isActive()
      ) {
        if (quote < i) quote = nextQuote(bytes, i);
        i = slowFrom = this.#takeRun(this.#payload, bytes, i, quote);
        mayRun = false;
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
        return { at: i, next: this.#endString(byte) };
      }
      const next = this.#opening === undefined ? this.#take(code) : this.#takeOpening(code);
      if (next === 'string') {
        // The character belongs to the text. The caller reads it; an escaped one is written here.
        if (isEscaped) this.#parts.writeText(`\\u${code.toString(16).padStart(4, '0')}`);
        return { at: isEscaped ? i + 1 : i, next };
      }
      if (next !== 'payload') return { at: i + 1, next };
      mayRun ||= isEscaped || i - slowFrom >= MIN_RUN_CHARS;
    }
    return { at: bytes.length, next: 'payload' };
  }

  /** Ends with the reply. */
  end(): void {
    this.#payload?.end('truncated');
    this.#suspended?.end('complete');
    this.#payload = this.#suspended = undefined;
  }

  #open(): Next {
    this.#opening = undefined;
    if (!this.canBegin()) return this.#inText ? 'string' : 'muted';
    this.#parts.writePlaceholder(this.#count);
    this.#payload = this.#parts.open(this.#count++);
    this.#maxRun = MIN_RUN_CHARS;
    return 'payload';
  }

  #close(reason: PayloadEnd): void {
    this.#payload?.end(reason);
    this.#payload = undefined;
    this.#textEscapes.reset();
  }

  /** Takes a character of the payload. In a text it may be percent-encoded (RFC 2397) or escaped twice. */
  #take(code: number): Next {
    if (this.#payload === undefined) return 'muted';
    const char = this.#inText ? this.#textEscapes.take(code) : code;
    if (char === PENDING) return 'payload';
    if (char !== NO_ESCAPE && this.#takeChar(this.#payload, char)) return 'payload';
    const isComplete = this.#inText || this.#payload.isWhole();
    const backslashes = this.#textEscapes.reset();
    this.#close(isComplete ? 'complete' : 'invalid');
    if (!this.#inText) return 'muted';
    // They belong to what follows, such as the quote that ends a string within a string.
    this.#parts.writeText('\\\\'.repeat(backslashes));
    return 'string';
  }

  #takeChar(payload: PayloadDecoder, code: number): boolean {
    // Words after an image consist of base64 digits too, so a space after a whole image ends it.
    const isSpace = this.#inText && base64Value(code) === SPACE;
    const isOver = isSpace && (payload.isPadded() || (payload.isAligned() && payload.isWhole()));
    return !isOver && payload.takeChar(code);
  }

  #takeOpening(code: number): Next {
    if (this.#opening === '' && base64Value(code) === SPACE) return 'payload';
    this.#opening = `${this.#opening ?? ''}${String.fromCharCode(code)}`;
    const kind = openingKind(this.#opening);
    if (kind === 'head') this.#opening = '';
    if (kind === 'text') return 'text';
    return kind === 'base64' ? this.#openWith(this.#opening) : 'payload';
  }

  #openWith(chars: string): Next {
    let next = this.#open();
    for (let i = 0; i < chars.length && next === 'payload'; i++) {
      next = this.#take(chars.charCodeAt(i));
    }
    return next;
  }

  /** Ends with the string. A value shorter than `data:` opens only now. */
  #endString(byte: number): Next {
    let next: Next = 'string';
    if (this.#opening !== undefined && this.#opening !== '') next = this.#openWith(this.#opening);
    this.#opening = undefined;
    const isInterrupted =
      byte === QUOTE && this.#inText && this.#mayContinue && this.#payload?.wantsMore() === true;
    if (isInterrupted) this.#suspended = this.#payload;
    else this.#close(byte === QUOTE ? 'complete' : 'truncated');
    this.#payload = undefined;
    return next === 'muted' ? 'muted' : 'string';
  }

  /**
   * Decodes digits in long runs up to `end`, where the next quote is.
   *
   * @returns the index of the first character that needs a closer look
   */
  #takeRun(payload: PayloadDecoder, bytes: Buffer, from: number, end: number): number {
    let i = from;
    while (payload.isAligned() && i + 4 <= end) {
      const limit = Math.min(end, i + this.#maxRun);
      const backslash = bytes.subarray(i, limit).indexOf(BACKSLASH);
      const length = (backslash < 0 ? limit - i : backslash) & ~3;
      if (length === 0 || (backslash >= 0 && length < MIN_ESCAPED_RUN_CHARS)) return i;
      if (!payload.takeDigits(bytes, i, i + length)) {
        this.#maxRun = MIN_RUN_CHARS;
        return i;
      }
      i += length;
      if (backslash >= 0) return i;
      this.#maxRun = Math.min(MAX_RUN_CHARS, this.#maxRun * 2);
    }
    return i;
  }
}

function nextQuote(bytes: Buffer, from: number): number {
  const quote = bytes.indexOf(QUOTE, from);
  return quote < 0 ? bytes.length : quote;
}
