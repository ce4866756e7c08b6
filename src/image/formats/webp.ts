import { skip, take, type ReadStep, type ParseResult } from './parser.ts';

export function isWebp(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size that the first ten bytes of a chunk state (RFC 9649, sections 2.5 to 2.7). */
function chunkSize(type: string, data: Buffer): Size | undefined {
  if (type === 'VP8 ' && data.length >= 10 && data.readUIntBE(3, 3) === 0x9d012a) {
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
  }
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (type === 'VP8X' && data.length >= 10) {
    return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
  }
  return undefined;
}

/** WebP: the RIFF header states the length of the file; whole once the chunks fill it. */
export function* parseWebp(seen: ParseResult): Generator<ReadStep, void, Buffer> {
  const riff = yield take(12);
  const end = riff.readUInt32LE(4) + 8;
  let at = 12;
  let hasPixels = false;
  while (at + 8 <= end) {
    const chunk = yield take(8);
    const type = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4);
    const start = yield take(Math.min(length, 10));
    const size = chunkSize(type, start);
    if (size !== undefined && seen.width === 0) Object.assign(seen, size);
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') hasPixels = true;
    const padded = length + (length % 2);
    // Some encoders leave out the padding byte of the last chunk.
    yield skip(Math.min(padded, Math.max(end - at - 8, length)) - start.length);
    at += 8 + padded;
  }
  seen.isWhole = hasPixels && seen.width > 0 && seen.height > 0;
}
