import { createUnescaper } from './jsonEscapes.ts';
import { PAYLOAD_KEYS, TEXT_KEYS } from './knownKeys.ts';
import type { PayloadDecoder } from './payload.ts';
import { PayloadReader } from './payloadReader.ts';
import {
  QUOTE,
  BACKSLASH,
  COLON,
  LF,
  CR,
  isBlank,
  OPEN_BRACE,
  CLOSE_BRACE,
  OPEN_BRACKET,
  CLOSE_BRACKET,
} from './signs.ts';
import type { Placeholders, Skeleton } from './skeleton.ts';
import { createMatchers, resetMatchers } from './textMatchers.ts';

/** The skeleton keeps this much of a model's text, and less of other strings: a thoughtSignature may have megabytes. */
const MAX_TEXT_BYTES = 1 << 20;
const MAX_STRING_BYTES = 64 << 10;
const MAX_KEY_CHARS = 64;
/** Nothing that Easel reads is nested deeper. What is becomes a number in the skeleton. */
const MAX_DEPTH = 256;

export interface ScannerParts {
  readonly skeleton: Skeleton;
  readonly placeholders: Placeholders;
  readonly openPayload: (index: number) => PayloadDecoder;
}

/**
 * Takes the base64 payloads out of a reply while it arrives, and passes everything else on to the
 * skeleton with a placeholder in place of each payload.
 *
 * It is a state machine over bytes that knows JSON strings, the last key, and three rules: the value
 * of a payload key is a payload, and so is the text after the head of a data URL in any string, and any
 * base64 in any string that begins like an image.
 * It ignores framing, so one JSON value, an array of them, and server-sent events are the same to it.
 * A raw line break ends a string: JSON allows none there, and a truncated event must not swallow the
 * next one.
 */
export class Scanner {
  readonly #skeleton: Skeleton;
  readonly #payloads: PayloadReader;
  readonly #escape = createUnescaper();
  #mode: 'outside' | 'string' | 'payload' = 'outside';
  #depth = 0;

  // Outside a string: the last string, and whether a colon followed it.
  #lastString: string | undefined;
  #afterColon = false;

  // Inside a string.
  #isKey = false;
  #keyText = '';
  #isText = false;
  /** How many more bytes of the string the skeleton keeps. */
  #bytesLeft = 0;
  #isMuted = false;

  /** One pair of matchers for the texts, which continue each other, and one for each other string. */
  readonly #textMatchers = createMatchers();
  readonly #stringMatchers = createMatchers();
  #matchers = this.#stringMatchers;
  /** Where the skeleton has the current escape. */
  #escapeAt = 0;

  constructor({ skeleton, placeholders, openPayload }: ScannerParts) {
    this.#skeleton = skeleton;
    this.#payloads = new PayloadReader({
      escape: this.#escape,
      open: openPayload,
      writePlaceholder: (index) => {
        this.#writeText(placeholders.of(index));
      },
      writeText: (ascii) => {
        this.#writeText(ascii);
      },
    });
  }

  /** Takes the next decoded bytes of the reply, at most a few hundred KiB at once. */
  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#mode === 'outside') at = this.#readOutside(bytes, at);
      else if (this.#mode === 'string') at = this.#readString(bytes, at);
      else at = this.#readPayload(bytes, at);
    }
  }

  /** Ends the reply: an open payload was truncated. */
  end(): void {
    this.#payloads.end();
  }

  #write(bytes: Buffer, start: number, end: number): void {
    if (this.#depth <= MAX_DEPTH && end > start) this.#skeleton.append(bytes, start, end);
  }

  #writeText(ascii: string): void {
    if (this.#depth <= MAX_DEPTH) this.#skeleton.appendText(ascii);
  }

  /** Writes a piece of the current string. */
  #keep(bytes: Buffer, start: number, end: number): void {
    if (this.#isMuted) return;
    this.#write(bytes, start, end);
    this.#bytesLeft -= end - start;
  }

  #beginString(): void {
    this.#writeText('"');
    const key = this.#afterColon ? this.#lastString : undefined;
    this.#isKey = !this.#afterColon;
    this.#keyText = '';
    this.#isText = key !== undefined && TEXT_KEYS.has(key);
    this.#isMuted = false;
    this.#bytesLeft = this.#isText ? MAX_TEXT_BYTES : MAX_STRING_BYTES;
    this.#matchers = this.#isText ? this.#textMatchers : this.#stringMatchers;
    if (this.#isText) this.#matchers.image.resume(this.#skeleton.size());
    else resetMatchers(this.#matchers);
    this.#mode = 'string';
    if (key !== undefined && PAYLOAD_KEYS.has(key)) {
      this.#payloads.beginValue();
      this.#mode = 'payload';
    } else if (this.#isText && this.#payloads.resume() === 'payload') {
      this.#mode = 'payload';
    }
  }

  #endString(byte: number): void {
    if (this.#isText) this.#matchers.image.suspend(this.#skeleton.size());
    this.#writeText(byte === QUOTE ? '"' : '\n');
    this.#lastString = byte === QUOTE && this.#isKey ? this.#keyText : undefined;
    this.#afterColon = false;
    this.#mode = 'outside';
  }

  #readOutside(bytes: Buffer, from: number): number {
    let mark = from;
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        this.#write(bytes, mark, i);
        this.#beginString();
        return i + 1;
      }
      if (byte === COLON) {
        // A colon without a key belongs to an event: "data:" may precede every line of a JSON value.
        this.#afterColon = this.#lastString !== undefined;
        continue;
      }
      if (isBlank(byte)) continue;
      this.#afterColon = false;
      this.#lastString = undefined;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (this.#depth === MAX_DEPTH) {
          this.#write(bytes, mark, i);
          this.#writeText('0');
        }
        this.#depth++;
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && this.#depth > 0) {
        this.#depth--;
        if (this.#depth === MAX_DEPTH) mark = i + 1;
      }
    }
    this.#write(bytes, mark, bytes.length);
    return bytes.length;
  }

  #readString(bytes: Buffer, from: number): number {
    let mark = from;
    const { url, image } = this.#matchers;
    const skeletonStart = this.#skeleton.size() - from;
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      let code = byte;
      let at = skeletonStart + i;
      if (this.#escape.isActive()) {
        code = this.#escape.take(byte);
        if (code < 0) continue;
        at = this.#escapeAt;
      } else if (byte === QUOTE || byte === LF || byte === CR) {
        this.#keep(bytes, mark, i);
        this.#endString(byte);
        return i + 1;
      } else {
        // A string that is too long ends between two characters, never inside an escape.
        if (!this.#isMuted && i - mark >= this.#bytesLeft) {
          this.#keep(bytes, mark, i);
          this.#isMuted = true;
        }
        if (byte === BACKSLASH) {
          this.#escape.begin();
          this.#escapeAt = at;
          continue;
        }
      }
      if (this.#isKey && this.#keyText.length < MAX_KEY_CHARS) {
        this.#keyText += String.fromCharCode(code);
      }
      const isUrl = url.take(code);
      if (!image.take(code, at) && !isUrl) continue;
      this.#keep(bytes, mark, i + 1);
      mark = i + 1;
      if (this.#beginPayload(isUrl)) return mark;
    }
    this.#keep(bytes, mark, bytes.length);
    return bytes.length;
  }

  /** Begins a payload in a text. @param isUrl after the head of a data URL, not with the first digits of an image */
  #beginPayload(isUrl: boolean): boolean {
    const { image } = this.#matchers;
    let digits = '';
    if (!isUrl) {
      const start = image.found(this.#skeleton.size());
      digits = start.digits;
      if (this.#payloads.canBegin()) {
        for (const range of [...start.ranges].reverse()) {
          this.#skeleton.cut(range.start, range.end);
        }
      }
    }
    resetMatchers(this.#matchers);
    if (this.#payloads.beginInText(this.#isText, digits) !== 'payload') return false;
    this.#mode = 'payload';
    return true;
  }

  #readPayload(bytes: Buffer, from: number): number {
    const { at, next } = this.#payloads.read(bytes, from);
    if (next === 'payload') return at;
    this.#mode = 'string';
    if (next === 'muted') this.#isMuted = true;
    if (next === 'text') {
      const opening = this.#payloads.takeOpening();
      const { url, image } = this.#matchers;
      for (const char of Buffer.from(opening, 'latin1')) {
        image.take(char, this.#skeleton.size());
        url.take(char);
        this.#writeText(char === QUOTE ? '\\"' : String.fromCharCode(char));
      }
    }
    return at;
  }
}
