import { isoHeadBytes, isoProperties, readIsoHead } from './isoBoxes.ts';
import { read, skip, type ParseResult, type ReadStep } from './parser.ts';

/** The `meta` box holds the properties that state the size. No real file needs more for it. */
const MAX_META_BYTES = 1 << 20;

export type IsoImageType = 'avif' | 'heic' | 'heif';

const BRANDS: Readonly<Record<string, IsoImageType>> = {
  avif: 'avif',
  avis: 'avif',
  heic: 'heic',
  heix: 'heic',
  heim: 'heic',
  heis: 'heic',
  hevc: 'heic',
  hevx: 'heic',
  mif1: 'heif',
  msf1: 'heif',
};

/**
 * Returns the type that the brands of the `ftyp` box state (ISO/IEC 23008-12; AV1 Image File Format). If the major brand is
 * a general one (`mif1`), the compatible brands within `head` decide.
 */
export function detectIsoImageType(head: Buffer): IsoImageType | undefined {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  const major = BRANDS[head.toString('latin1', 8, 12)];
  if (major === 'avif' || major === 'heic') return major;
  const end = Math.min(head.length, head.readUInt32BE(0));
  for (let at = 16; at + 4 <= end; at += 4) {
    const compatible = BRANDS[head.toString('latin1', at, at + 4)];
    if (compatible === 'avif' || compatible === 'heic') return compatible;
  }
  return major;
}

/** Reads the largest `ispe` property of a `meta` box: an image made of tiles states the size of a tile too. */
function readSize(meta: Buffer, result: ParseResult): void {
  for (const { type, start, end } of isoProperties(meta, 0, meta.length)) {
    if (type !== 'ispe' || start + 12 > end) continue;
    const width = meta.readUInt32BE(start + 4);
    const height = meta.readUInt32BE(start + 8);
    if (width * height > result.width * result.height) Object.assign(result, { width, height });
  }
}

/** Parses AVIF, HEIC and HEIF box by box. The file is whole when the last box that started has ended. */
export function* parseIsoImage(result: ParseResult): Generator<ReadStep, void, Buffer> {
  let hasMeta = false;
  let hasData = false;
  for (;;) {
    // Copied, because the next read may reuse the buffer.
    const start = Buffer.from(yield read(8));
    result.isWhole = false;
    const more = isoHeadBytes(start) - start.length;
    const head = more === 0 ? start : Buffer.concat([start, yield read(more)]);
    const { type, length, headBytes } = readIsoHead(head);
    // Length 0 means "up to the end of the file", which nothing in the file states.
    if (length < headBytes) return;
    if (type === 'meta' && length <= MAX_META_BYTES) {
      readSize(yield read(length - headBytes), result);
      hasMeta = true;
    } else {
      yield skip(length - headBytes);
      if (type === 'mdat') hasData = true;
    }
    result.isWhole = hasMeta && hasData && result.width > 0 && result.height > 0;
  }
}
