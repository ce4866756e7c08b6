import { isOrientationOnly, ORIENTATION_TIFF_BYTES } from '../metadata/exif.ts';
import { isPublicPngChunk } from '../metadata/publicParts.ts';
import { read, skip, type ParseResult, type ReadStep } from './parser.ts';

/** The first eight bytes of every PNG file (PNG 5.2). */
export const PNG_SIGNATURE: Buffer = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const IHDR_LENGTH = 13;

export function isPng(head: Buffer): boolean {
  return head.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE);
}

/** Parses PNG chunk by chunk (W3C PNG specification, chapter 5). The file is whole after IEND and its CRC. */
export function* parsePng(result: ParseResult): Generator<ReadStep, void, Buffer> {
  yield skip(PNG_SIGNATURE.length);
  const header = yield read(8 + IHDR_LENGTH + 4);
  if (header.readUInt32BE(0) !== IHDR_LENGTH || header.toString('latin1', 4, 8) !== 'IHDR') return;
  result.width = header.readUInt32BE(8);
  result.height = header.readUInt32BE(12);
  if (result.width === 0 || result.height === 0) return;

  // Color types 4 and 6 have an alpha channel; with the others, a tRNS chunk has it (PNG 11.2.1, 11.3.1.1).
  result.mayHaveAlpha = header[17] === 4 || header[17] === 6;
  let hasPixels = false;
  for (;;) {
    const chunk = yield read(8);
    const type = chunk.toString('latin1', 4, 8);
    if (!/^[A-Za-z]{4}$/.test(type)) return;
    const length = chunk.readUInt32BE(0);
    if (type === 'tRNS') result.mayHaveAlpha = true;
    if (type === 'IDAT') hasPixels = true;
    if (type === 'eXIf' && length === ORIENTATION_TIFF_BYTES) {
      if (!isOrientationOnly(yield read(length))) result.hasPrivateParts = true;
      yield skip(4);
      continue;
    }
    if (!isPublicPngChunk(type)) result.hasPrivateParts = true;
    yield skip(length + 4);
    if (type === 'IEND') {
      result.isWhole = hasPixels;
      return;
    }
  }
}
