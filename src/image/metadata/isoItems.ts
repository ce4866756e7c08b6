import { orientationTiff } from './exif.ts';

/** The bytes of one item of a HEIF file (ISO/IEC 14496-12, 8.11.3). */
interface ItemBytes {
  readonly type: string;
  readonly start: number;
  readonly length: number;
}

interface Box {
  readonly type: string;
  /** Where its content starts and ends in the file. */
  readonly start: number;
  readonly end: number;
}

/** Enough for every file of a phone, which has an item per tile. */
const MAX_ITEMS = 10_000;
/** Exif, and XMP as a `mime` item. */
const PRIVATE_ITEMS: ReadonlySet<string> = new Set(['Exif', 'mime']);

/** Returns where the items are that hold Exif and XMP, unless they are blank already. Returns none for a damaged file. */
export function findPrivateItems(file: Uint8Array): readonly ItemBytes[] {
  const view = viewOf(file);
  try {
    return privateItems(view).filter(
      ({ type, start, length }) =>
        !blank(type, length).equals(view.subarray(start, start + length)),
    );
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Returns a copy with blank Exif and XMP of the same length: nothing else in the file has to move. */
export function withoutPrivateItems(file: Uint8Array): Uint8Array {
  const copy = Buffer.from(file);
  for (const { type, start, length } of findPrivateItems(file)) {
    blank(type, length).copy(copy, start);
  }
  return copy;
}

/** Exif that states an upright orientation and nothing else; spaces for XMP. */
function blank(type: string, length: number): Buffer {
  if (type === 'mime') return Buffer.alloc(length, ' ');
  const bytes = Buffer.alloc(length);
  // The item starts with the offset of the TIFF data. HEIF turns pixels by a property of its own, so Exif has no say in it.
  orientationTiff(1).copy(bytes, 4);
  return bytes;
}

function privateItems(view: Buffer): readonly ItemBytes[] {
  const meta = boxes(view, 0, view.length).find(({ type }) => type === 'meta');
  if (meta === undefined) return [];
  const inside = boxes(view, meta.start + 4, meta.end);
  const [iinf, iloc] = ['iinf', 'iloc'].map((name) => inside.find(({ type }) => type === name));
  if (iinf === undefined || iloc === undefined) return [];
  const idat = inside.find(({ type }) => type === 'idat')?.start;
  const types = itemTypes(view, iinf);
  return itemExtents(view, iloc, idat)
    .map(({ id, ...bytes }) => ({ ...bytes, type: types.get(id) ?? '' }))
    .filter(({ type, start, length }) => PRIVATE_ITEMS.has(type) && start + length <= view.length);
}

function boxes(view: Buffer, from: number, to: number): readonly Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    let length = view.readUInt32BE(at);
    let head = 8;
    if (length === 1) {
      length = Number(view.readBigUInt64BE(at + 8));
      head = 16;
    }
    if (length === 0) length = to - at;
    if (length < head) break;
    const end = Math.min(to, at + length);
    found.push({ type: view.toString('latin1', at + 4, at + 8), start: at + head, end });
    at += length;
  }
  return found;
}

function itemTypes(view: Buffer, iinf: Box): ReadonlyMap<number, string> {
  const countBytes = view.readUInt8(iinf.start) === 0 ? 2 : 4;
  const types = new Map<number, string>();
  for (const { type, start } of boxes(view, iinf.start + 4 + countBytes, iinf.end)) {
    const version = view.readUInt8(start);
    if (type !== 'infe' || version < 2) continue;
    const idBytes = version === 2 ? 2 : 4;
    const at = start + 4 + idBytes + 2;
    types.set(view.readUIntBE(start + 4, idBytes), view.toString('latin1', at, at + 4));
  }
  return types;
}

interface Extent {
  readonly id: number;
  readonly start: number;
  readonly length: number;
}

/** @param idat where the data is of items that are stored in the `meta` box itself */
function itemExtents(view: Buffer, iloc: Box, idat: number | undefined): readonly Extent[] {
  const version = view.readUInt8(iloc.start);
  let at = iloc.start + 4;
  const take = (bytes: number): number => {
    at += bytes;
    return bytes === 8
      ? Number(view.readBigUInt64BE(at - 8))
      : bytes === 0
        ? 0
        : view.readUIntBE(at - bytes, bytes);
  };
  const [sizes, moreSizes] = [take(1), take(1)];
  const [offsetBytes, lengthBytes] = [sizes >> 4, sizes & 15];
  const [baseBytes, indexBytes] = [moreSizes >> 4, version === 0 ? 0 : moreSizes & 15];
  const count = Math.min(MAX_ITEMS, take(version < 2 ? 2 : 4));
  const extents: Extent[] = [];
  for (let item = 0; item < count; item++) {
    const id = take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const base = take(baseBytes) + (method === 1 ? (idat ?? 0) : 0);
    const pieces = take(2);
    for (let piece = 0; piece < pieces; piece++) {
      take(indexBytes);
      const start = base + take(offsetBytes);
      const length = take(lengthBytes);
      if (method < 2) extents.push({ id, start, length });
    }
  }
  return extents;
}

function viewOf(file: Uint8Array): Buffer {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}
