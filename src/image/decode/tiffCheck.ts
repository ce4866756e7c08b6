import { inflateSync } from 'node:zlib';
import type { Directory } from 'utif2';
import type { ImageFacts } from '../formats/inspect.ts';

const MAX_SUPPORTED_BITS = 16;
/** Samples of a pixel: CMYK with alpha. */
const MAX_SAMPLES = 5;
const SPARE_BYTES = 1 << 16;
/** Small pages have tiles of a usual size, which is larger. */
const USUAL_TILE_SIDE = 1024;
/** A tile, and an embedded JPEG, may be larger than the page by this much (TIFF 6.0, section 15). */
const PADDING = 15;
const DEFLATE: ReadonlySet<number> = new Set([8, 32946]);
/** The old way and the new way to embed JPEG (TIFF 6.0, section 22; TIFF Technical Note 2). */
const [OLD_JPEG, JPEG] = [6, 7];
const COMPRESSIONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, OLD_JPEG, JPEG, 8, 32773, 32946]);
/** Gray, color, palette, CMYK, and YCbCr. */
const COLORS: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 6]);

/**
 * Checks that a page is what its file says, so that the codec needs no more memory or time than for the largest image: it trusts every
 * number, and reads past the end of a file as if zeros followed.
 *
 * @param size of the page, which is known to be small enough
 * @throws Error for broken files and for compressions of raw photos
 */
export function checkPage(
  page: Directory,
  file: Uint8Array,
  size: Pick<ImageFacts, 'width' | 'height'>,
): void {
  const one = (values: readonly number[] | undefined, usual: number) => values?.[0] ?? usual;
  const [width, height] = [one(page.t256, 0), one(page.t257, 0)];
  ensure(width === size.width && height === size.height, 'another size than stated');
  const compression = one(page.t259, 1);
  ensure(COMPRESSIONS.has(compression), `compression ${compression}`);
  ensure(COLORS.has(one(page.t262, 2)), 'colors');
  const samples = one(page.t277, page.t258?.length ?? 1);
  ensure(samples >= 1 && samples <= MAX_SAMPLES, `${samples} samples`);
  ensure(
    (page.t258 ?? []).every((bits) => bits >= 1 && bits <= MAX_SUPPORTED_BITS),
    'depth',
  );
  ensure(one(page.t284, 1) === 1 || samples === 1, 'planes');
  const part = partSize(page, width, height);
  const bytes = part.width * part.height * samples * (MAX_SUPPORTED_BITS / 8) + SPARE_BYTES;
  let sum = 0;
  for (const data of parts(page, file, part.count)) {
    sum += data.length;
    // Parts that share their bytes would be decoded again and again.
    ensure(sum <= 2 * file.length, 'the same bytes in many parts');
    // A part may inflate to a thousand times its size, and the codec has no limit of its own.
    if (DEFLATE.has(compression)) inflateSync(data, { maxOutputLength: bytes });
    if (compression === JPEG) checkFrames(data, part);
  }
  // The codec looks for the JPEG of the old kind in other places too.
  if (compression === OLD_JPEG) checkFrames(file, { width, height });
  if (compression === JPEG) checkFrames(Uint8Array.from(page.t347 ?? []), part);
}

interface PartSize {
  readonly width: number;
  readonly height: number;
  /** The number of strips or tiles. */
  readonly count: number;
}

/** Returns the size of a strip or tile in px. */
function partSize(page: Directory, width: number, height: number): PartSize {
  if (page.t322 === undefined) {
    const rows = Math.min(height, page.t278?.[0] ?? height);
    ensure(rows >= 1, 'rows');
    return { width, height: rows, count: Math.ceil(height / rows) };
  }
  const [tileWidth = 0, tileHeight = 0] = [page.t322[0], page.t323?.[0]];
  const isFit = (tile: number, side: number) =>
    tile >= 1 && tile <= Math.max(USUAL_TILE_SIDE, side + PADDING);
  ensure(isFit(tileWidth, width) && isFit(tileHeight, height), 'tiles');
  const count = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
  return { width: tileWidth, height: tileHeight, count };
}

/** Yields the bytes of strips or tiles. */
function* parts(page: Directory, file: Uint8Array, count: number): Generator<Uint8Array> {
  const isTiled = page.t322 !== undefined;
  const offsets = (isTiled ? page.t324 : page.t273) ?? [];
  const counts = (isTiled ? page.t325 : page.t279) ?? [];
  ensure(offsets.length === count, `${offsets.length} of ${count} parts`);
  for (const [index, offset] of offsets.entries()) {
    const end = offset + (counts[index] ?? 0);
    ensure(end <= file.length, 'missing strips');
    yield file.subarray(offset, end);
  }
}

/** Checks every frame header of an embedded JPEG. Coded pixels never look like one (ITU-T T.81, B.1.1.5). */
function checkFrames(jpeg: Uint8Array, most: Pick<PartSize, 'width' | 'height'>): void {
  const view = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = view.indexOf(0xff); at >= 0; at = view.indexOf(0xff, at + 1)) {
    const marker = view[at + 1] ?? 0;
    if (marker < 0xc0 || marker > 0xc2 || at + 10 > view.length) continue;
    // A table may have these bytes too, but not with the length of a frame header.
    const components = view.readUInt8(at + 9);
    if (view.readUInt16BE(at + 2) !== 8 + 3 * components) continue;
    const [height, width] = [view.readUInt16BE(at + 5), view.readUInt16BE(at + 7)];
    const isFit = width <= most.width + PADDING && height <= most.height + PADDING;
    ensure(isFit && components <= 4, 'a JPEG that is larger than its page');
  }
}

function ensure(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}
