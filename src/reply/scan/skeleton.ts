import { randomBytes } from 'node:crypto';

const INITIAL_BUFFER_BYTES = 16 * 1024;

/**
 * Makes the texts that replace payloads in the skeleton, and finds them again. Each reply has its own
 * random prefix, so that no gateway can forge a placeholder.
 */
export interface Placeholders {
  /** Returns the placeholder of the payload with this index. */
  of(index: number): string;
  /** Returns the indexes of the payloads in a text, with the place of each placeholder. */
  find(text: string): readonly { index: number; start: number; end: number }[];
}

export function createPlaceholders(): Placeholders {
  const prefix = `payload-${randomBytes(16).toString('hex')}-`;
  return {
    of: (index) => `${prefix}${index};`,
    find(text) {
      const found: { index: number; start: number; end: number }[] = [];
      let start = text.indexOf(prefix);
      while (start >= 0) {
        const end = text.indexOf(';', start) + 1;
        if (end === 0) break;
        const index = Number(text.slice(start + prefix.length, end - 1));
        found.push({ index, start, end });
        start = text.indexOf(prefix, end);
      }
      return found;
    },
  };
}

/** Collects what is left of a reply without its payloads: small, and still JSON. */
export interface Skeleton {
  append(bytes: Buffer, start: number, end: number): void;
  appendText(ascii: string): void;
  /** Removes bytes that turned out to belong to a payload. Clamps the range to what is there. */
  cut(start: number, end: number): void;
  /** In bytes. */
  size(): number;
  text(): string;
}

export function createSkeleton(): Skeleton {
  let buffer = Buffer.allocUnsafe(INITIAL_BUFFER_BYTES);
  let used = 0;

  const grow = (bytes: number): void => {
    if (used + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, used + bytes));
    buffer.copy(larger, 0, 0, used);
    buffer = larger;
  };

  return {
    append(bytes, start, end) {
      grow(end - start);
      used += bytes.copy(buffer, used, start, end);
    },
    appendText(ascii) {
      grow(ascii.length);
      used += buffer.write(ascii, used, 'latin1');
    },
    cut(start, end) {
      const last = Math.min(end, used);
      if (start >= last) return;
      buffer.copy(buffer, start, last, used);
      used -= last - start;
    },
    size: () => used,
    text: () => new TextDecoder().decode(buffer.subarray(0, used)),
  };
}
