import { randomBytes } from 'node:crypto';

const FIRST_BYTES = 16 * 1024;

/** Stands in the skeleton where a payload stood. Made per reply and at random: no reply can forge one. */
export interface Placeholders {
  of(index: number): string;
  /** The indexes in a text, with their places. */
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

/** What is left of a reply once the payloads are taken out: small, and JSON again. */
export interface Skeleton {
  append(bytes: Buffer, start: number, end: number): void;
  appendText(ascii: string): void;
  /** In bytes. */
  size(): number;
  text(): string;
}

export function createSkeleton(): Skeleton {
  let buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let used = 0;

  const makeRoom = (bytes: number): void => {
    if (used + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, used + bytes));
    buffer.copy(larger, 0, 0, used);
    buffer = larger;
  };

  return {
    append(bytes, start, end) {
      makeRoom(end - start);
      used += bytes.copy(buffer, used, start, end);
    },
    appendText(ascii) {
      makeRoom(ascii.length);
      used += buffer.write(ascii, used, 'latin1');
    },
    size: () => used,
    text: () => new TextDecoder().decode(buffer.subarray(0, used)),
  };
}
