import { skip, take, type ReadStep, type ParseResult } from './parser.ts';

/** The properties that state the size are in `meta`; nobody needs more than this for them. */
const MOST_META_BYTES = 1 << 20;
const CONTAINERS = new Set(['meta', 'iprp', 'ipco']);

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
 * The type by the brands of the `ftyp` box (ISO/IEC 23008-12, AV1 Image File Format). A general
 * major brand (`mif1`) leaves the word to the compatible brands that are within `head`.
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

/** The largest `ispe` within a `meta` box: a picture made of tiles states the size of a tile too. */
function readSize(meta: Buffer, seen: ParseResult): void {
  const open: { at: number; end: number }[] = [{ at: 4, end: meta.length }];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    let { at } = box;
    while (at + 8 <= box.end) {
      const length = meta.readUInt32BE(at);
      const type = meta.toString('latin1', at + 4, at + 8);
      const end = Math.min(box.end, at + length);
      if (length < 8) break;
      if (CONTAINERS.has(type)) open.push({ at: at + 8, end });
      if (type === 'ispe' && at + 20 <= end) {
        const width = meta.readUInt32BE(at + 12);
        const height = meta.readUInt32BE(at + 16);
        if (width * height > seen.width * seen.height) Object.assign(seen, { width, height });
      }
      at = end;
    }
  }
}

/** AVIF, HEIC, HEIF: from box to box; whole when the last box that began also ended. */
export function* parseIsoImage(seen: ParseResult): Generator<ReadStep, void, Buffer> {
  let hasMeta = false;
  let hasData = false;
  for (;;) {
    const header = yield take(8);
    seen.isWhole = false;
    const type = header.toString('latin1', 4, 8);
    let length = header.readUInt32BE(0);
    let read = 8;
    if (length === 1) {
      const large = yield take(8);
      length = large.readUInt32BE(0) * 2 ** 32 + large.readUInt32BE(4);
      read = 16;
    }
    // Length 0 means "to the end of the file": nothing in the file says where that is.
    if (length < read) return;
    if (type === 'meta' && length <= MOST_META_BYTES) {
      readSize(yield take(length - read), seen);
      hasMeta = true;
    } else {
      yield skip(length - read);
      if (type === 'mdat') hasData = true;
    }
    seen.isWhole = hasMeta && hasData && seen.width > 0 && seen.height > 0;
  }
}
