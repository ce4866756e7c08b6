import { read, skip, type ParseResult, type ReadStep } from './parser.ts';

export function isWebp(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the size in px that the first ten bytes of a chunk state (RFC 9649, sections 2.5 to 2.7). */
export function webpChunkSize(type: string, data: Buffer): Size | undefined {
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

/** Parses WebP chunk by chunk (RFC 9649). The RIFF header states the length; the file is whole when its chunks fill it. */
export function* parseWebp(result: ParseResult): Generator<ReadStep, void, Buffer> {
  const riff = yield read(12);
  const end = riff.readUInt32LE(4) + 8;
  let at = 12;
  let hasPixels = false;
  while (at + 8 <= end) {
    const chunk = yield read(8);
    const type = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4);
    const start = yield read(Math.min(length, 10));
    const size = webpChunkSize(type, start);
    if (size !== undefined && result.width === 0) Object.assign(result, size);
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') hasPixels = true;
    const padded = length + (length % 2);
    // Some encoders omit the padding byte of the last chunk.
    yield skip(Math.min(padded, Math.max(end - at - 8, length)) - start.length);
    at += 8 + padded;
  }
  result.isWhole = hasPixels && result.width > 0 && result.height > 0;
}
