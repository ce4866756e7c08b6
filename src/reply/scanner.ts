import { headMatcher } from './dataUrl.ts';
import { unescaper } from './escapes.ts';
import type { Payload, PayloadEnd } from './payload.ts';
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
/** More images than any model draws; further payloads are passed over. */
const MOST_PAYLOADS = 256;
const MOST_KEY_BYTES = 64;
/** The first try of the fast way in a payload; later ones grow with what has proved to be base64. */
const FIRST_STRIDE = 1024;

/** Keys whose string value is a payload from its first character. */
const PAYLOAD_KEYS: ReadonlySet<string> = new Set(['data', 'b64_json']);
/** Keys whose strings are one text: what ends in the middle of an image goes on in the next one. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['text', 'content']);
/** Nothing that is read lies deeper; what does is replaced by a number. */
const MOST_DEPTH = 256;

type Mode = 'outside' | 'string' | 'valueStart' | 'payload' | 'passOver';

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
  let mode: Mode = 'outside';
  let payloads = 0;

  let depth = 0;

  // Outside a string: what the last string said, and whether a colon followed it.
  let lastString: string | undefined;
  let afterColon = false;

  // Inside a string.
  let key: string | undefined;
  let isKey = false;
  let isText = false;
  let keyText = '';
  let room = 0;
  let muted = false;

  // Inside a payload.
  let payload: Payload | undefined;
  let inText = false;
  let suspended: Payload | undefined;
  let opening: number[] = [];

  const escape = unescaper();
  const texts = headMatcher();
  const others = headMatcher();
  let heads = others;

  const write = (bytes: Buffer, start: number, end: number): void => {
    if (depth <= MOST_DEPTH && end > start) skeleton.append(bytes, start, end);
  };
  const writeText = (ascii: string): void => {
    if (depth <= MOST_DEPTH) skeleton.appendText(ascii);
  };

  const keep = (bytes: Buffer, start: number, end: number): void => {
    if (muted || end <= start) return;
    write(bytes, start, end);
    room -= end - start;
  };

  const beginString = (): void => {
    writeText('"');
    key = afterColon ? lastString : undefined;
    isKey = !afterColon;
    keyText = '';
    muted = false;
    isText = key !== undefined && TEXT_KEYS.has(key);
    room = isText ? MOST_TEXT_BYTES : MOST_STRING_BYTES;
    heads = isText ? texts : others;
    if (heads === others) others.reset();
    mode = 'string';
    if (key !== undefined && PAYLOAD_KEYS.has(key)) {
      mode = 'valueStart';
      opening = [];
    } else if (isText && suspended !== undefined) {
      payload = suspended;
      suspended = undefined;
      inText = true;
      mode = 'payload';
    }
  };

  const endString = (): void => {
    writeText('"');
    lastString = isKey ? keyText : undefined;
    afterColon = false;
    mode = 'outside';
  };

  /** A raw line break inside a string: not JSON, so whatever this was, it is over. */
  const breakString = (byte: number): void => {
    writeText(byte === CR ? '\r' : '\n');
    lastString = undefined;
    afterColon = false;
    mode = 'outside';
  };

  const beginPayload = (fromText: boolean): void => {
    inText = fromText;
    if (payloads >= MOST_PAYLOADS) {
      mode = fromText ? 'string' : 'passOver';
      return;
    }
    writeText(placeholders.of(payloads));
    payload = openPayload(payloads++);
    mode = 'payload';
  };

  const leavePayload = (how: PayloadEnd, atTextEnd = false): void => {
    // A foreign character ends a payload for good; the end of a text part may only interrupt it.
    const mayGoOn = atTextEnd && inText && isText;
    if (mayGoOn && payload?.wantsMore() === true) suspended = payload;
    else payload?.end(how);
    payload = undefined;
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
        afterColon = true;
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
        if (--depth === MOST_DEPTH) mark = i + 1;
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
      } else if (byte === QUOTE) {
        keep(bytes, mark, i);
        endString();
        return i + 1;
      } else if (byte === BACKSLASH) {
        // A string is cut between two characters, never inside an escape.
        if (!muted && i - mark >= room) {
          keep(bytes, mark, i);
          muted = true;
        }
        escape.begin();
        continue;
      } else if (byte === LF || byte === CR) {
        keep(bytes, mark, i);
        breakString(byte);
        return i + 1;
      } else if (!muted && i - mark >= room) {
        keep(bytes, mark, i);
        muted = true;
      }
      if (isKey && keyText.length < MOST_KEY_BYTES) keyText += String.fromCharCode(code);
      if (heads.take(code)) {
        keep(bytes, mark, i + 1);
        beginPayload(true);
        mark = i + 1;
        if (mode === 'payload') return mark;
      }
    }
    keep(bytes, mark, bytes.length);
    return bytes.length;
  };

  /** The first characters of a payload key's value: a payload, unless they say `data:`. */
  const valueStart = (bytes: Buffer, from: number): number => {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      let code = byte;
      if (escape.isActive()) {
        code = escape.take(byte);
        if (code < 0) continue;
      } else if (byte === BACKSLASH) {
        escape.begin();
        continue;
      } else if (byte === QUOTE || byte === LF || byte === CR) {
        if (opening.length === 0) return closeString(byte, i);
        openWithOpening();
        return i;
      }
      if (opening.length === 0 && (code === SPACE || code === LF || code === CR)) continue;
      opening.push(code);
      if (opening.length < 5) continue;
      if (String.fromCharCode(...opening).toLowerCase() === 'data:') {
        writeText('data:');
        for (const char of opening) heads.take(char);
        mode = 'string';
      } else {
        openWithOpening();
      }
      return i + 1;
    }
    return bytes.length;
  };

  const closeString = (byte: number, i: number): number => {
    if (byte === QUOTE) endString();
    else breakString(byte);
    return i + 1;
  };

  const openWithOpening = (): void => {
    beginPayload(false);
    for (const code of opening) takeOrPassOver(code);
  };

  const takeOrPassOver = (code: number): void => {
    if (mode !== 'payload' || payload?.takeChar(code) !== false) return;
    payload.end('foreign');
    payload = undefined;
    mode = 'passOver';
  };

  /** What is left of a payload that is none: nothing is kept of it. */
  const passOver = (bytes: Buffer, from: number): number => {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      if (escape.isActive()) {
        escape.take(byte);
      } else if (byte === BACKSLASH) {
        escape.begin();
      } else if (byte === QUOTE || byte === LF || byte === CR) {
        return closeString(byte, i);
      }
    }
    return bytes.length;
  };

  /** Passes over what proves to be base64, in ever longer strides; returns where it stopped. */
  const stride = (current: Payload, bytes: Buffer, from: number): number => {
    let i = from;
    while (current.isAligned()) {
      const quote = bytes.indexOf(QUOTE, i);
      const most = Math.max(FIRST_STRIDE, 4 * current.length());
      const end = i + ((Math.min(quote < 0 ? bytes.length : quote, i + most) - i) & ~3);
      if (end === i || !current.takeDigits(bytes, i, end)) return i;
      i = end;
    }
    return i;
  };

  const insidePayload = (bytes: Buffer, from: number): number => {
    const current = payload;
    if (current === undefined) return from;
    const slowFrom = escape.isActive() ? from : stride(current, bytes, from);
    for (let i = slowFrom; i < bytes.length; i++) {
      if (i - slowFrom >= FIRST_STRIDE && current.isAligned() && !escape.isActive()) return i;
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
        leavePayload(byte === QUOTE ? 'complete' : 'cut', byte === QUOTE);
        return closeString(byte, i);
      }
      const endsInText = inText && code === SPACE && current.isAligned() && current.isWhole();
      if (!endsInText && current.takeChar(code)) continue;
      if (!inText) {
        leavePayload('foreign');
        mode = 'passOver';
        return i + 1;
      }
      leavePayload('complete');
      mode = 'string';
      if (!isEscaped) return i;
      writeText(`\\u${code.toString(16).padStart(4, '0')}`);
      return i + 1;
    }
    return bytes.length;
  };

  return {
    push(bytes) {
      let at = 0;
      while (at < bytes.length) {
        if (mode === 'outside') at = outside(bytes, at);
        else if (mode === 'string') at = insideString(bytes, at);
        else if (mode === 'valueStart') at = valueStart(bytes, at);
        else if (mode === 'payload') at = insidePayload(bytes, at);
        else at = passOver(bytes, at);
      }
    },
    end() {
      payload?.end('cut');
      suspended?.end('complete');
      payload = suspended = undefined;
    },
  };
}
