import { inflateSync } from 'node:zlib';
import { isoBoxes } from '../formats/isoBoxes.ts';
import { isoXmp } from '../metadata/isoItems.ts';
import { jpegSegments } from '../metadata/jpegSegments.ts';
import { riffChunks } from '../metadata/riffChunks.ts';
import { pngChunks } from '../pixels/pngChunks.ts';
import { isManifestStore } from './jumbf.ts';
import { MAX_XMP_BYTES } from './xmp.ts';

/** Finds the parts of an image file that say where it comes from, by the structure of its container. */

export interface Embedded {
  /** The C2PA manifest store. */
  readonly store?: Buffer;
  /** The first XMP packet. */
  readonly xmp?: Buffer;
}

/** More parts than a file of 64 megapixels has. Only files that are made to waste time have more. */
const MAX_PARTS = 100_000;

const APP1 = 0xe1;
const APP11 = 0xeb;
/** Starts the XMP of a JPEG (ISO 16684-3, 1.1.3). What doesn't fit into one segment is elsewhere, and holds no statement that counts. */
export const JPEG_XMP_HEAD = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
/** The keyword of the XMP of a PNG (ISO 16684-3, 1.1.5). */
export const PNG_XMP_HEAD = Buffer.from('XML:com.adobe.xmp\0', 'latin1');
/** Longer than any purpose that C2PA names, such as `manifest`. */
const MAX_PURPOSE_BYTES = 64;
/** The user type of the box that has a manifest store in HEIF and AVIF (C2PA 2.1, A.5). */
const ISO_STORE_TYPE = Buffer.from('D8FEC3D61B0E483C92975828877EC481', 'hex');

/** Never throws, and never reads more than the file. */
export function findEmbedded(file: Uint8Array): Embedded {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.toString('latin1', 1, 4) === 'PNG') return inPng(view);
  if (view.toString('latin1', 0, 4) === 'RIFF') return inWebp(view);
  if (view.toString('latin1', 4, 8) === 'ftyp') return inIso(view);
  return inJpeg(view);
}

function inPng(file: Buffer): Embedded {
  let store: Buffer | undefined;
  let text: Buffer | undefined;
  for (const { type, data } of first(pngChunks(file))) {
    if (type === 'caBX') store ??= ifStore(Buffer.from(data.buffer, data.byteOffset, data.length));
    if (type === 'iTXt' && PNG_XMP_HEAD.equals(data.subarray(0, PNG_XMP_HEAD.length))) {
      text ??= Buffer.from(data.buffer, data.byteOffset, data.length);
    }
  }
  return embedded(store, text && pngXmp(text));
}

/** Keyword, compression flag and method, language, and translated keyword come before the text (PNG 11.3.3.4). */
function pngXmp(data: Buffer): Buffer | undefined {
  const head = PNG_XMP_HEAD;
  const language = data.indexOf(0, head.length + 2);
  const keyword = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (keyword < 0) return undefined;
  const text = data.subarray(keyword + 1);
  if (data[head.length] === 0) return text;
  try {
    return inflateSync(text, { maxOutputLength: MAX_XMP_BYTES });
  } catch {
    return undefined;
  }
}

function inWebp(file: Buffer): Embedded {
  let store: Buffer | undefined;
  let xmp: Buffer | undefined;
  for (const { type, data } of first(riffChunks(file))) {
    if (type === 'C2PA') store ??= ifStore(data);
    if (type === 'XMP ') xmp ??= data;
  }
  return embedded(store, xmp);
}

interface StorePart {
  readonly sequence: number;
  readonly data: Buffer;
}

function inJpeg(file: Buffer): Embedded {
  let xmp: Buffer | undefined;
  /** By the number that tells the boxes of a file apart. */
  const boxes = new Map<number, StorePart[]>();
  for (const { marker, data } of first(jpegSegments(file))) {
    if (marker === APP1 && JPEG_XMP_HEAD.equals(data.subarray(0, JPEG_XMP_HEAD.length))) {
      xmp ??= data.subarray(JPEG_XMP_HEAD.length);
    }
    // "JP", the number of the box and of the part, and the head of the box, which each part repeats (ISO/IEC 19566-5, D.2).
    if (marker === APP11 && data.length >= 16 && data.toString('latin1', 0, 2) === 'JP') {
      const [box, sequence] = [data.readUInt16BE(2), data.readUInt32BE(4)];
      const parts = boxes.get(box);
      if (parts === undefined) boxes.set(box, [{ sequence, data }]);
      else parts.push({ sequence, data });
    }
  }
  for (const parts of boxes.values()) {
    const store = ifStore(joined(parts));
    if (store !== undefined) return embedded(store, xmp);
  }
  return embedded(undefined, xmp);
}

function joined(parts: readonly StorePart[]): Buffer {
  const sorted = parts.toSorted((a, b) => a.sequence - b.sequence);
  return Buffer.concat(
    sorted.map(({ data }, index) => {
      const headBytes = data.readUInt32BE(8) === 1 ? 16 : 8;
      return data.subarray(index === 0 ? 8 : 8 + headBytes);
    }),
  );
}

function inIso(file: Buffer): Embedded {
  for (const { type, start, end } of first(isoBoxes(file, 0, file.length))) {
    if (type !== 'uuid' || end - start < ISO_STORE_TYPE.length) continue;
    const content = start + ISO_STORE_TYPE.length;
    if (!ISO_STORE_TYPE.equals(file.subarray(start, content))) continue;
    // Version and flags, the purpose as a text that ends with a zero byte, and a place in the file.
    const purpose = file.subarray(content + 4, Math.min(end, content + 4 + MAX_PURPOSE_BYTES));
    const length = purpose.indexOf(0);
    if (length < 0) continue;
    const store = ifStore(file.subarray(content + 4 + length + 9, end));
    if (store !== undefined) return embedded(store, isoXmp(file, MAX_XMP_BYTES));
  }
  return embedded(undefined, isoXmp(file, MAX_XMP_BYTES));
}

function ifStore(bytes: Buffer): Buffer | undefined {
  return isManifestStore(bytes) ? bytes : undefined;
}

function embedded(store: Buffer | undefined, xmp: Buffer | undefined): Embedded {
  return { ...(store && { store }), ...(xmp && { xmp }) };
}

function* first<T>(parts: Generator<T>): Generator<T> {
  let count = 0;
  for (const part of parts) {
    yield part;
    count += 1;
    if (count === MAX_PARTS) return;
  }
}
