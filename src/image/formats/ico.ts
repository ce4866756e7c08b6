import { read, skip, type ParseResult, type ReadStep } from './parser.ts';

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;
/** An icon in BMP form has at least its header. */
const MIN_IMAGE_BYTES = 40;
/** More sizes than any icon has. */
const MAX_IMAGES = 64;

/** The magic number is four almost empty bytes, so the first entry of the directory has to be plausible too. */
export function isIco(head: Buffer): boolean {
  if (head.length < HEADER_BYTES + ENTRY_BYTES || head.readUInt32LE(0) !== 0x00010000) return false;
  const count = head.readUInt16LE(4);
  if (count === 0 || count > MAX_IMAGES || head[HEADER_BYTES + 3] !== 0) return false;
  const { bytes, offset } = readIcoEntry(head.subarray(HEADER_BYTES));
  return bytes >= MIN_IMAGE_BYTES && offset >= HEADER_BYTES + count * ENTRY_BYTES;
}

/** One image of an icon. */
export interface IcoEntry {
  /** In px. */
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  /** The length of its data. */
  readonly bytes: number;
  readonly offset: number;
}

function readIcoEntry(entry: Buffer): IcoEntry {
  return {
    // A side of 256 px or more is stored as 0.
    width: entry.readUInt8(0) || 256,
    height: entry.readUInt8(1) || 256,
    bitsPerPixel: entry.readUInt16LE(6),
    bytes: entry.readUInt32LE(8),
    offset: entry.readUInt32LE(12),
  };
}

/** Returns the images of an icon, the largest first. Of two with one size, the one with more colors comes first. */
export function icoEntries(directory: Buffer, count: number): readonly IcoEntry[] {
  return Array.from({ length: count }, (_, index) =>
    readIcoEntry(directory.subarray(index * ENTRY_BYTES)),
  ).sort((a, b) => b.width * b.height - a.width * a.height || b.bitsPerPixel - a.bitsPerPixel);
}

/** Returns the largest image of an icon's file. */
export function largestIcoEntry(file: Buffer): IcoEntry | undefined {
  const count = Math.min(MAX_IMAGES, file.readUInt16LE(4));
  if (file.length < HEADER_BYTES + count * ENTRY_BYTES) return undefined;
  return icoEntries(file.subarray(HEADER_BYTES), count)[0];
}

/** Parses the directory of an icon. It is whole when its last image has arrived. */
export function* parseIco(result: ParseResult): Generator<ReadStep, void, Buffer> {
  const count = (yield read(HEADER_BYTES)).readUInt16LE(4);
  const entries = icoEntries(yield read(count * ENTRY_BYTES), count);
  const [largest] = entries;
  if (largest === undefined) return;
  result.width = largest.width;
  result.height = largest.height;
  const end = Math.max(...entries.map(({ bytes, offset }) => bytes + offset));
  yield skip(end - HEADER_BYTES - count * ENTRY_BYTES);
  result.isWhole = true;
}
