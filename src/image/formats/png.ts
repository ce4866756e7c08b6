import { skip, take, type ReadStep, type ParseResult } from './parser.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
const IHDR_LENGTH = 13;

export function isPng(head: Buffer): boolean {
  return head.toString('latin1', 0, 8) === SIGNATURE;
}

/** PNG (W3C PNG specification, chapter 5): from chunk to chunk; whole once IEND and its CRC are here. */
export function* parsePng(seen: ParseResult): Generator<ReadStep, void, Buffer> {
  yield skip(SIGNATURE.length);
  const header = yield take(8 + IHDR_LENGTH + 4);
  if (header.readUInt32BE(0) !== IHDR_LENGTH || header.toString('latin1', 4, 8) !== 'IHDR') return;
  seen.width = header.readUInt32BE(8);
  seen.height = header.readUInt32BE(12);
  if (seen.width === 0 || seen.height === 0) return;

  let hasPixels = false;
  for (;;) {
    const chunk = yield take(8);
    const type = chunk.toString('latin1', 4, 8);
    if (!/^[A-Za-z]{4}$/.test(type)) return;
    yield skip(chunk.readUInt32BE(0) + 4);
    if (type === 'IDAT') hasPixels = true;
    if (type === 'IEND') {
      seen.isWhole = hasPixels;
      return;
    }
  }
}
