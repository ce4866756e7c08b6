import type { Directory } from 'utif2';

const ENTRY_BYTES = 12;
/** Far more than a scanner or a fax writes. */
const MAX_PAGES = 1000;
/** Bytes of a value by its type: BYTE, SHORT, LONG, and UNDEFINED (TIFF 6.0, section 2). */
const VALUE_BYTES: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4, 7: 1 };

/**
 * The tags that say how pixels are stored. Without the others, the codec can't take a file for a camera's raw photo, whose decoders
 * trust what it says.
 */
const PIXEL_TAGS: ReadonlySet<number> = new Set([
  256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 317, 320, 322, 323, 324, 325,
  338, 339, 347, 513, 514, 515, 519, 520, 521, 530,
]);

/**
 * Reads the tags of the first page that say how its pixels are stored. The codec's own reader follows places in the file without
 * an end, and takes any number of values.
 *
 * @throws RangeError for values outside the file
 */
export function readDirectory(file: Uint8Array): Directory {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isLittle = view.getUint8(0) === 0x49;
  const start = view.getUint32(4, isLittle);
  const count = view.getUint16(start, isLittle);
  const tags: Record<string, number[]> = {};
  for (let at = start + 2; at < start + 2 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
    const tag = view.getUint16(at, isLittle);
    if (PIXEL_TAGS.has(tag)) tags[`t${tag}`] = readValues(view, at, isLittle);
  }
  return { ...tags, width: 0, height: 0 };
}

function readValues(view: DataView, entry: number, isLittle: boolean): number[] {
  const size = VALUE_BYTES[view.getUint16(entry + 2, isLittle)];
  const count = view.getUint32(entry + 4, isLittle);
  if (size === undefined) throw new RangeError('type of values');
  const isInline = count * size <= 4;
  const start = isInline ? entry + 8 : view.getUint32(entry + 8, isLittle);
  if (start + count * size > view.byteLength) throw new RangeError('values outside the file');
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    if (size === 1) return view.getUint8(at);
    return size === 2 ? view.getUint16(at, isLittle) : view.getUint32(at, isLittle);
  });
}

/** Returns the number of pages: each one states where the next is. A damaged file has as many as can be found. */
export function countPages(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const isLittle = view.getUint8(0) === 0x49;
  const pages = new Set<number>();
  let at = view.getUint32(4, isLittle);
  while (at > 0 && at + 2 <= view.byteLength && !pages.has(at) && pages.size < MAX_PAGES) {
    pages.add(at);
    const next = at + 2 + view.getUint16(at, isLittle) * ENTRY_BYTES;
    at = next + 4 <= view.byteLength ? view.getUint32(next, isLittle) : 0;
  }
  return pages.size;
}
