import { isOrientationOnly, MAX_ORIENTATION_BYTES, tiffOf } from '../metadata/exif.ts';
import { isPublicFrameChunk, isPublicWebpChunk } from '../metadata/publicParts.ts';
import { FRAME_HEADER_BYTES } from '../metadata/riffChunks.ts';
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
    const isExif = type === 'EXIF' && length <= MAX_ORIENTATION_BYTES;
    const start = yield read(Math.min(length, isExif ? MAX_ORIENTATION_BYTES : 10));
    let done = start.length;
    const size = webpChunkSize(type, start);
    if (size !== undefined && result.width === 0) {
      Object.assign(result, size, { mayHaveAlpha: webpMayHaveAlpha(type, start) });
    }
    const isPublic = isExif ? isOrientationOnly(tiffOf(start)) : isPublicWebpChunk(type);
    if (!isPublic) result.hasPrivateParts = true;
    if (type === 'ANMF') {
      result.frames += 1;
      done += yield* parseFrame(length, done, result);
    }
    if (type === 'VP8 ' || type === 'VP8L' || type === 'ANMF') hasPixels = true;
    const padded = length + (length % 2);
    // Some encoders omit the padding byte of the last chunk.
    yield skip(Math.min(padded, Math.max(end - at - 8, length)) - done);
    at += 8 + padded;
  }
  result.isWhole = hasPixels && result.width > 0 && result.height > 0;
}

/** The extended header has a flag, and the lossless bitstream a hint (RFC 9649, 2.7 and 3.4). */
function webpMayHaveAlpha(type: string, start: Buffer): boolean {
  if (type === 'VP8X') return ((start[0] ?? 0) & 0x10) !== 0;
  return type === 'VP8L' && ((start[4] ?? 0) & 0x10) !== 0;
}

/**
 * Looks for private chunks in a frame, which fills an ANMF chunk.
 *
 * @param done how many of its bytes were read
 * @returns how many more it read
 */
function* parseFrame(
  length: number,
  done: number,
  result: ParseResult,
): Generator<ReadStep, number, Buffer> {
  let at = Math.min(length, FRAME_HEADER_BYTES);
  yield skip(at - done);
  while (at + 8 <= length) {
    const chunk = yield read(8);
    const bytes = chunk.readUInt32LE(4);
    if (!isPublicFrameChunk(chunk.toString('latin1', 0, 4))) result.hasPrivateParts = true;
    at += 8;
    const padded = bytes + (bytes % 2);
    yield skip(Math.min(padded, length - at));
    at += padded;
  }
  // What doesn't fill the frame exactly isn't a chunk.
  if (at !== length) result.hasPrivateParts = true;
  return Math.min(at, length) - done;
}
