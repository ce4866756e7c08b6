import { read, skip, type ParseResult, type ReadStep } from './parser.ts';

/** Sizes of the DIB headers that exist, in bytes (BITMAPCOREHEADER to BITMAPV5HEADER). */
const HEADER_SIZES = new Set([12, 40, 52, 56, 64, 108, 124]);
const CORE_HEADER_BYTES = 12;

/** "BM" alone occurs by chance, so the header that follows has to be plausible too. */
export function isBmp(head: Buffer): boolean {
  return (
    head.length >= 18 &&
    head.toString('latin1', 0, 2) === 'BM' &&
    HEADER_SIZES.has(head.readUInt32LE(14)) &&
    head.readUInt32LE(10) < head.readUInt32LE(2)
  );
}

/** Parses the headers of a BMP. They state the length of the file; it is whole when that many bytes have arrived. */
export function* parseBmp(result: ParseResult): Generator<ReadStep, void, Buffer> {
  const file = yield read(26);
  const isCore = file.readUInt32LE(14) === CORE_HEADER_BYTES;
  result.width = isCore ? file.readUInt16LE(18) : Math.abs(file.readInt32LE(18));
  // A negative height means that the first row is the top one.
  result.height = isCore ? file.readUInt16LE(20) : Math.abs(file.readInt32LE(22));
  yield skip(Math.max(0, file.readUInt32LE(2) - 26));
  result.isWhole = result.width > 0 && result.height > 0;
}
