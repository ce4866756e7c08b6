import { CheckError } from '../../errors.ts';
import { isoBoxes, type IsoBox } from '../formats/isoBoxes.ts';
import { orientationTiff } from './exif.ts';

/** The bytes of one item of a HEIF file (ISO/IEC 14496-12, 8.11.3). */
interface ItemBytes {
  readonly type: string;
  readonly start: number;
  readonly length: number;
}

/** Enough for every file of a phone, which has an item per tile. */
const MAX_ITEMS = 10_000;
/** Exif, and XMP as a `mime` item. */
const PRIVATE_ITEMS: ReadonlySet<string> = new Set(['Exif', 'mime']);

/** Boxes outside `meta` with XMP, a signed history, or the video of a moving photo. */
const PRIVATE_BOXES: ReadonlySet<string> = new Set(['uuid', 'mpvd']);

/** Tells whether a file has Exif or XMP that isn't blank, or a structure that doesn't let Easel tell. */
export function mayHavePrivateItems(file: Uint8Array): boolean {
  return findPrivateItems(file)?.length !== 0;
}

/** Returns where Exif and XMP are, unless they are blank already; undefined if Easel can't tell. */
function findPrivateItems(file: Uint8Array): readonly ItemBytes[] | undefined {
  const view = viewOf(file);
  try {
    return privateItems(view).filter((item) => !isBlank(view, item));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Returns a copy with blank Exif and XMP of the same length: nothing else in the file has to move.
 *
 * @throws CheckError `no-pixels`, `private` if Easel can't tell where they are
 */
export function withoutPrivateItems(file: Uint8Array): Uint8Array {
  const items = findPrivateItems(file);
  if (items === undefined) throw new CheckError({ kind: 'no-pixels', why: 'private', what: '' });
  const copy = Buffer.from(file);
  for (const { type, start, length } of items) blank(type, length).copy(copy, start);
  return copy;
}

/** Real files have one or two. Only files that are made to waste time have many. */
const MAX_TEXTS = 16;
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/**
 * Returns the first XMP of a HEIF or AVIF file; undefined if it has none, or a structure that Easel doesn't know.
 *
 * @param maxBytes what is longer is left out
 */
export function isoXmp(file: Uint8Array, maxBytes: number): Buffer | undefined {
  const view = viewOf(file);
  try {
    return privateExtents(view, boxes(view, 0, view.length))
      .filter(({ type, length }) => type === 'mime' && length <= maxBytes)
      .slice(0, MAX_TEXTS)
      .map(({ start, length }) => view.subarray(start, start + length))
      .find((text) => text.includes(RDF));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** In bytes: a blank video is compared piece by piece. */
const PIECE_BYTES = 1 << 16;

function isBlank(view: Buffer, { type, start, length }: ItemBytes): boolean {
  const end = start + length;
  const head = blank(type, Math.min(length, PIECE_BYTES));
  if (!head.equals(view.subarray(start, start + head.length))) return false;
  const more = type === 'mime' ? head : Buffer.alloc(head.length);
  for (let at = start + head.length; at < end; at += more.length) {
    const piece = view.subarray(at, Math.min(end, at + more.length));
    if (!piece.equals(more.subarray(0, piece.length))) return false;
  }
  return true;
}

/** Exif that states an upright orientation and nothing else; spaces for XMP. */
function blank(type: string, length: number): Buffer {
  if (type === 'mime') return Buffer.alloc(length, ' ');
  const bytes = Buffer.alloc(length);
  // The item starts with the offset of the TIFF data. HEIF turns pixels by a property of its own, so Exif has no say in it.
  orientationTiff(1).copy(bytes, 4);
  return bytes;
}

/** @throws RangeError if the structure is damaged, or one that Easel doesn't know */
function privateItems(view: Buffer): readonly ItemBytes[] {
  const outside = boxes(view, 0, view.length);
  return [
    ...privateExtents(view, outside),
    ...outside
      .filter(({ type }) => PRIVATE_BOXES.has(type))
      .map(({ start, end }) => ({ type: 'mime', start, length: end - start })),
  ];
}

/** @throws RangeError if the structure is damaged, or one that Easel doesn't know */
function privateExtents(view: Buffer, outside: readonly IsoBox[]): readonly ItemBytes[] {
  const meta = only(outside, 'meta');
  const inside = boxes(view, meta.start + 4, meta.end);
  const [iinf, iloc] = [only(inside, 'iinf'), only(inside, 'iloc')];
  const idat = inside.find(({ type }) => type === 'idat')?.start;
  const types = itemTypes(view, iinf);
  const isPrivate = (id: number) => PRIVATE_ITEMS.has(types.get(id) ?? '');
  const extents = itemExtents(view, iloc, idat).filter(({ id }) => isPrivate(id));
  const found = new Set(extents.map(({ id }) => id));
  ensure([...types.keys()].every((id) => !isPrivate(id) || found.has(id)));
  for (const { start, length, isInFile } of extents) {
    // Without a length, an extent goes to the end of something that only a reader of its method knows.
    ensure(isInFile && length > 0 && start + length <= view.length);
  }
  return extents.map(({ id, start, length }) => ({ type: types.get(id) ?? '', start, length }));
}

function only(all: readonly IsoBox[], name: string): IsoBox {
  const [found, another] = all.filter(({ type }) => type === name);
  ensure(found !== undefined && another === undefined);
  return found;
}

function ensure(isKnown: boolean): asserts isKnown {
  if (!isKnown) throw new RangeError('unknown structure');
}

/** @throws RangeError unless they fill the space */
function boxes(view: Buffer, from: number, to: number): readonly IsoBox[] {
  const found: IsoBox[] = [];
  let end = from;
  for (const box of isoBoxes(view, from, to)) {
    ensure(found.length < MAX_ITEMS + 100);
    found.push(box);
    ({ end } = box);
  }
  ensure(to - end < 8);
  return found;
}

function itemTypes(view: Buffer, iinf: IsoBox): ReadonlyMap<number, string> {
  const countBytes = view.readUInt8(iinf.start) === 0 ? 2 : 4;
  const count = view.readUIntBE(iinf.start + 4, countBytes);
  const types = new Map<number, string>();
  for (const { type, start } of boxes(view, iinf.start + 4 + countBytes, iinf.end)) {
    const version = view.readUInt8(start);
    // Earlier versions name types in another way, and only the first files of this kind have them.
    ensure(type === 'infe' && version >= 2);
    const idBytes = version === 2 ? 2 : 4;
    const at = start + 4 + idBytes + 2;
    types.set(view.readUIntBE(start + 4, idBytes), view.toString('latin1', at, at + 4));
  }
  ensure(types.size === count);
  return types;
}

interface Extent {
  readonly id: number;
  readonly start: number;
  readonly length: number;
  /** Its place is one in this file. */
  readonly isInFile: boolean;
}

/** @param idat where the data is of items that are stored in the `meta` box itself */
function itemExtents(view: Buffer, iloc: IsoBox, idat: number | undefined): readonly Extent[] {
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
  const count = take(version < 2 ? 2 : 4);
  ensure(version <= 2 && count <= MAX_ITEMS);
  const extents: Extent[] = [];
  for (let item = 0; item < count; item++) {
    const id = take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : take(2) & 15;
    const source = take(2);
    const base = take(baseBytes) + (method === 1 ? (idat ?? 0) : 0);
    const pieces = take(2);
    for (let piece = 0; piece < pieces; piece++) {
      take(indexBytes);
      const start = base + take(offsetBytes);
      const length = take(lengthBytes);
      const isKnown = method === 0 || (method === 1 && idat !== undefined);
      extents.push({ id, start, length, isInFile: isKnown && source === 0 });
      ensure(extents.length <= 2 * MAX_ITEMS);
    }
  }
  return extents;
}

function viewOf(file: Uint8Array): Buffer {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}
