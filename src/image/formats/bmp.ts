import { skip, take, type ReadStep, type ParseResult } from './parser.ts';

const HEADER_SIZES = new Set([12, 40, 52, 56, 64, 108, 124]);

/** Two letters are a weak sign, so the header that follows must make sense as well. */
export function isBmp(head: Buffer): boolean {
  return (
    head.length >= 18 &&
    head.toString('latin1', 0, 2) === 'BM' &&
    HEADER_SIZES.has(head.readUInt32LE(14)) &&
    head.readUInt32LE(10) < head.readUInt32LE(2)
  );
}

/** BMP: the header states the length of the file; whole once that many bytes are here. */
export function* parseBmp(seen: ParseResult): Generator<ReadStep, void, Buffer> {
  const file = yield take(26);
  const isCore = file.readUInt32LE(14) === 12;
  seen.width = isCore ? file.readUInt16LE(18) : Math.abs(file.readInt32LE(18));
  // A negative height means that the rows are stored from the top.
  seen.height = isCore ? file.readUInt16LE(20) : Math.abs(file.readInt32LE(22));
  yield skip(Math.max(0, file.readUInt32LE(2) - 26));
  seen.isWhole = seen.width > 0 && seen.height > 0;
}
