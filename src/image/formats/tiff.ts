import { read, skip, type ParseResult, type ReadStep } from './parser.ts';

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
/** The types of numbers that a size is stored as (TIFF 6.0, section 2). */
const SHORT = 3;
const TAGS = { width: 256, height: 257, stripOffsets: 273, stripBytes: 279 } as const;

/** Recognizes TIFF of both byte orders, but not BigTIFF, which browsers and codecs don't read. */
export function isTiff(head: Buffer): boolean {
  const order = head.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return false;
  return head.length >= HEADER_BYTES && firstDirectory(head) >= HEADER_BYTES;
}

function isLittleEndian(head: Buffer): boolean {
  return head[0] === 0x49;
}

function firstDirectory(head: Buffer): number {
  return isLittleEndian(head) ? head.readUInt32LE(4) : head.readUInt32BE(4);
}

/** Returns the numbers of a directory that are stored in the entry itself, by tag. */
function inlineNumbers(directory: Buffer, isLittle: boolean): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  const u16 = (at: number) => (isLittle ? directory.readUInt16LE(at) : directory.readUInt16BE(at));
  const u32 = (at: number) => (isLittle ? directory.readUInt32LE(at) : directory.readUInt32BE(at));
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    if (u32(at + 4) !== 1) continue;
    numbers.set(u16(at), u16(at + 2) === SHORT ? u16(at + 8) : u32(at + 8));
  }
  return numbers;
}

/**
 * Parses the first directory of a TIFF, which is often at the end of the file. The file is whole when the directory has arrived,
 * and the pixels too where the directory states their place itself.
 */
export function* parseTiff(result: ParseResult): Generator<ReadStep, void, Buffer> {
  const head = yield read(HEADER_BYTES);
  const isLittle = isLittleEndian(head);
  const start = firstDirectory(head);
  yield skip(start - HEADER_BYTES);
  const countBytes = yield read(2);
  const count = isLittle ? countBytes.readUInt16LE(0) : countBytes.readUInt16BE(0);
  const numbers = inlineNumbers(yield read(count * ENTRY_BYTES), isLittle);
  result.width = numbers.get(TAGS.width) ?? 0;
  result.height = numbers.get(TAGS.height) ?? 0;
  const pixelsEnd = (numbers.get(TAGS.stripOffsets) ?? 0) + (numbers.get(TAGS.stripBytes) ?? 0);
  yield skip(Math.max(0, pixelsEnd - (start + 2 + count * ENTRY_BYTES)));
  result.isWhole = result.width > 0 && result.height > 0;
}
