import { headMatcher } from './dataUrlHead.ts';
import { unescaper } from './jsonEscapes.ts';
import type { Payload } from './payload.ts';
import { createPayloadReader } from './payloadReader.ts';
import type { Placeholders, Skeleton } from './skeleton.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** A model's text is kept up to here, any other string (a thoughtSignature may be megabytes) less. */
const MOST_TEXT_BYTES = 1 << 20;
const MOST_STRING_BYTES = 64 << 10;
const MOST_KEY_CHARS = 64;
/** Nothing that is read lies deeper; what does is replaced by a number. */
const MOST_DEPTH = 256;

/** Keys whose string value is a payload from its first character. */
const PAYLOAD_KEYS: ReadonlySet<string> = new Set(['data', 'b64_json']);
/** Keys whose strings are one text: what ends in the middle of an image goes on in the next one. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['text', 'content']);

export interface Scanner {
  /** Takes the next decoded bytes of the reply, at most a few hundred KiB at once. */
  push(bytes: Buffer): void;
  /** The reply is over: whatever was open was cut. */
  end(): void;
}

export interface ScannerParts {
  readonly skeleton: Skeleton;
  readonly placeholders: Placeholders;
  readonly openPayload: (index: number) => Payload;
}

/**
 * Takes base64 payloads out of a reply while it arrives. It knows JSON strings, the last key, and
 * two rules: the value of a payload key is a payload, and so is what follows the head of a data URL
 * inside any string. Everything else passes into the skeleton. It does not care about framing, so
 * one JSON value, an array of them and server-sent events are the same to it; a raw line break ends
 * a string, because JSON allows none there and an event that was cut must not swallow the next one.
 */
export function createScanner({ skeleton, placeholders, openPayload }: ScannerParts): Scanner {
  let mode: 'outside' | 'string' | 'payload' = 'outside';
  let depth = 0;

  // Outside a string: what the last string said, and whether a colon followed it.
  let lastString: string | undefined;
  let afterColon = false;

  // Inside a string.
  let isKey = false;
  let keyText = '';
  let isText = false;
  let room = 0;
  let muted = false;

  const texts = headMatcher();
  const others = headMatcher();
  let heads = others;
  const escape = unescaper();

  const write = (bytes: Buffer, start: number, end: number): void => {
    if (depth <= MOST_DEPTH && end > start) skeleton.append(bytes, start, end);
  };
  const writeText = (ascii: string): void => {
    if (depth <= MOST_DEPTH) skeleton.appendText(ascii);
  };
  const keep = (bytes: Buffer, start: number, end: number): void => {
    if (muted) return;
    write(bytes, start, end);
    room -= end - start;
  };

  const payloads = createPayloadReader({
    escape,
    open: openPayload,
    writePlaceholder: (index) => {
      writeText(placeholders.of(index));
    },
    writeText,
  });

  const beginString = (): void => {
    writeText('"');
    const key = afterColon ? lastString : undefined;
    isKey = !afterColon;
    keyText = '';
    isText = key !== undefined && TEXT_KEYS.has(key);
    muted = false;
    room = isText ? MOST_TEXT_BYTES : MOST_STRING_BYTES;
    heads = isText ? texts : others;
    if (!isText) others.reset();
    mode = 'string';
    if (key !== undefined && PAYLOAD_KEYS.has(key)) {
      payloads.beginValue();
      mode = 'payload';
    } else if (isText && payloads.resume() === 'payload') {
      mode = 'payload';
    }
  };

  const endString = (byte: number): void => {
    writeText(byte === QUOTE ? '"' : '\n');
    lastString = byte === QUOTE && isKey ? keyText : undefined;
    afterColon = false;
    mode = 'outside';
  };

  const outside = (bytes: Buffer, from: number): number => {
    let mark = from;
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        write(bytes, mark, i);
        beginString();
        return i + 1;
      }
      if (byte === COLON) {
        // One without a key is an event's: "data:" may stand before every line of one JSON value.
        afterColon = lastString !== undefined;
        continue;
      }
      if (byte === SPACE || byte === LF || byte === CR || byte === TAB) continue;
      afterColon = false;
      lastString = undefined;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth === MOST_DEPTH) {
          write(bytes, mark, i);
          writeText('0');
        }
        depth++;
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && depth > 0) {
        depth--;
        if (depth === MOST_DEPTH) mark = i + 1;
      }
    }
    write(bytes, mark, bytes.length);
    return bytes.length;
  };

  const insideString = (bytes: Buffer, from: number): number => {
    let mark = from;
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      let code = byte;
      if (escape.isActive()) {
        code = escape.take(byte);
        if (code < 0) continue;
      } else if (byte === QUOTE || byte === LF || byte === CR) {
        keep(bytes, mark, i);
        endString(byte);
        return i + 1;
      } else {
        // A string is cut between two characters, never inside an escape.
        if (!muted && i - mark >= room) {
          keep(bytes, mark, i);
          muted = true;
        }
        if (byte === BACKSLASH) {
          escape.begin();
          continue;
        }
      }
      if (isKey && keyText.length < MOST_KEY_CHARS) keyText += String.fromCharCode(code);
      if (!heads.take(code)) continue;
      keep(bytes, mark, i + 1);
      mark = i + 1;
      if (payloads.beginInText(isText) === 'payload') {
        mode = 'payload';
        return mark;
      }
    }
    keep(bytes, mark, bytes.length);
    return bytes.length;
  };

  const insidePayload = (bytes: Buffer, from: number): number => {
    const { at, next } = payloads.read(bytes, from);
    if (next === 'payload') return at;
    mode = 'string';
    if (next === 'muted') muted = true;
    if (next === 'head') {
      writeText('data:');
      for (const char of Buffer.from('data:')) heads.take(char);
    }
    return at;
  };

  return {
    push(bytes) {
      let at = 0;
      while (at < bytes.length) {
        if (mode === 'outside') at = outside(bytes, at);
        else if (mode === 'string') at = insideString(bytes, at);
        else at = insidePayload(bytes, at);
      }
    },
    end() {
      payloads.end();
    },
  };
}
