/**
 * Decodes bitmaps of Windows, as BMP files and icons have them. The libraries for it lack run lengths, 16 bits, or rows from the
 * top, and some mix up channels.
 */
import { MAX_PIXELS } from '../pixels/pixels.ts';
import { unpackRuns } from './bmpRuns.ts';
import type { Raster } from './raster.ts';

const FILE_HEADER_BYTES = 14;
const CORE_HEADER_BYTES = 12;
const INFO_HEADER_BYTES = 40;
/** BI_RLE8, BI_RLE4, BI_BITFIELDS, BI_ALPHABITFIELDS. */
const RLE8 = 1;
const RLE4 = 2;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;

/** The header of a bitmap (BITMAPCOREHEADER to BITMAPV5HEADER). */
interface Header {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** Masks of red, green, blue, and alpha in a pixel of 16 or 32 bits. */
  readonly masks: readonly [number, number, number, number];
  readonly colors: readonly (readonly [number, number, number])[];
  /** Where the header and what belongs to it end. */
  readonly end: number;
}

/** Decodes a BMP file. @throws Error for broken files */
export function decodeBmp(file: Uint8Array): Raster {
  const view = viewOf(file);
  const header = readHeader(view.subarray(FILE_HEADER_BYTES));
  const start = view.readUInt32LE(10);
  const data = paint(header, view.subarray(start));
  // Without a mask for it, the fourth byte of a pixel means nothing.
  if (header.masks[3] === 0) fillAlpha(data);
  return { width: header.width, height: header.height, channels: 4, data };
}

/** Decodes the bitmap of an icon: color rows, and a mask below that makes pixels transparent. @throws Error for broken data */
export function decodeIconBitmap(data: Uint8Array): Raster {
  const view = viewOf(data);
  const stated = readHeader(view);
  // The stated height counts the mask too.
  const header = { ...withIconAlpha(stated), height: stated.height / 2 };
  const rows = view.subarray(header.end);
  const pixels = paint(header, rows);
  const { width, height, bits } = header;
  const hasAlpha = bits === 32 && pixels.some((value, at) => at % 4 === 3 && value !== 0);
  if (!hasAlpha) {
    fillAlpha(pixels);
    applyMask(pixels, header, rows.subarray(rowBytes(width, bits) * height));
  }
  return { width, height, channels: 4, data: pixels };
}

/** In icons, unlike in BMP files, the fourth byte of a color is its alpha. */
function withIconAlpha(header: Header): Header {
  if (header.bits !== 32 || header.compression !== 0) return header;
  const [red, green, blue] = header.masks;
  return { ...header, masks: [red, green, blue, 0xff00_0000] };
}

function readHeader(view: Buffer): Header {
  const headerBytes = view.readUInt32LE(0);
  if (headerBytes === CORE_HEADER_BYTES) {
    const [width, height, bits] = [4, 6, 10].map((at) => view.readUInt16LE(at));
    const count = (bits ?? 0) <= 8 ? 2 ** (bits ?? 0) : 0;
    return checked({
      width: width ?? 0,
      height: height ?? 0,
      isTopDown: false,
      bits: bits ?? 0,
      compression: 0,
      masks: [0, 0, 0, 0],
      colors: readColors(view, CORE_HEADER_BYTES, count, 3),
      end: CORE_HEADER_BYTES + count * 3,
    });
  }
  if (headerBytes < INFO_HEADER_BYTES) throw new Error('unknown header');
  const height = view.readInt32LE(8);
  const [bits, compression] = [view.readUInt16LE(14), view.readUInt32LE(16)];
  const isMasked = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  const maskBytes =
    isMasked && headerBytes === INFO_HEADER_BYTES ? (compression === BIT_FIELDS ? 12 : 16) : 0;
  const hasAlphaMask = compression === ALPHA_BIT_FIELDS || (isMasked && headerBytes >= 56);
  const stated = view.readUInt32LE(32);
  const count = bits <= 8 ? Math.min(256, stated || 2 ** bits) : 0;
  const colorsAt = headerBytes + maskBytes;
  return checked({
    width: view.readInt32LE(4),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits,
    compression,
    masks: isMasked
      ? [...masksAt(view), hasAlphaMask ? view.readUInt32LE(52) : 0]
      : bits === 16
        ? [0x7c00, 0x03e0, 0x001f, 0]
        : [0xff0000, 0xff00, 0xff, 0],
    colors: readColors(view, colorsAt, count, 4),
    end: colorsAt + count * 4,
  });
}

function masksAt(view: Buffer): [number, number, number] {
  return [view.readUInt32LE(40), view.readUInt32LE(44), view.readUInt32LE(48)];
}

function checked(header: Header): Header {
  const { width, height, bits, compression } = header;
  if (width <= 0 || height <= 0) throw new Error('no size');
  if (width * height > MAX_PIXELS) throw new RangeError('too many pixels');
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw new Error(`${bits} bits`);
  const fits =
    compression === RLE8 ? bits === 8 : compression === RLE4 ? bits === 4 : compression !== 4;
  if (!fits || compression > ALPHA_BIT_FIELDS || compression === 5) {
    throw new Error(`compression ${compression}`);
  }
  return header;
}

function readColors(view: Buffer, start: number, count: number, bytes: 3 | 4): Header['colors'] {
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * bytes;
    return [view.readUInt8(at + 2), view.readUInt8(at + 1), view.readUInt8(at)] as const;
  });
}

/** Every row starts at a multiple of four bytes. */
function rowBytes(width: number, bits: number): number {
  return Math.ceil((width * bits) / 32) * 4;
}

function paint(header: Header, rows: Buffer): Uint8Array {
  const { width, height, isTopDown, bits, compression, colors } = header;
  const isPacked = compression === RLE8 || compression === RLE4;
  const packed = isPacked ? unpackRuns(rows, width, height, bits as 4 | 8) : undefined;
  const stride = packed ? width : rowBytes(width, bits);
  const source = packed ?? rows;
  const depth = packed ? 8 : bits;
  if (source.length < stride * (height - 1) + Math.ceil((width * depth) / 8)) {
    throw new Error('missing rows');
  }
  const data = new Uint8Array(width * height * 4);
  const put = depth <= 8 ? paintIndexed(colors, depth) : paintColors(header);
  for (let y = 0; y < height; y++) {
    const row = isTopDown ? y : height - 1 - y;
    put(source.subarray(row * stride), data.subarray(y * width * 4, (y + 1) * width * 4), width);
  }
  return data;
}

type PaintRow = (row: Uint8Array, into: Uint8Array, width: number) => void;

function paintIndexed(colors: Header['colors'], bits: number): PaintRow {
  return (row, into, width) => {
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const index = ((row[bit >> 3] ?? 0) >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
      const color = colors[index];
      if (color !== undefined) into.set(color, x * 4);
    }
  };
}

function paintColors({ bits, masks }: Header): PaintRow {
  if (bits === 24) {
    return (row, into, width) => {
      for (let x = 0, from = 0; x < width; x++, from += 3) {
        into[x * 4] = row[from + 2] ?? 0;
        into[x * 4 + 1] = row[from + 1] ?? 0;
        into[x * 4 + 2] = row[from] ?? 0;
      }
    };
  }
  const channels = masks.map(channelOf);
  const bytes = bits / 8;
  return (row, into, width) => {
    for (let x = 0; x < width; x++) {
      const at = x * bytes;
      const low = (row[at] ?? 0) | ((row[at + 1] ?? 0) << 8);
      const high = bytes === 4 ? (row[at + 2] ?? 0) | ((row[at + 3] ?? 0) << 8) : 0;
      const pixel = low + high * 65_536;
      for (const [channel, { divisor, max }] of channels.entries()) {
        const value = max === 0 ? 0 : Math.floor(pixel / divisor) % (max + 1);
        into[x * 4 + channel] = max === 0 ? 0 : Math.round((value * 255) / max);
      }
    }
  };
}

/** Returns how to get a channel out of a pixel: divide, and take the rest below `max + 1`. */
function channelOf(mask: number): { readonly divisor: number; readonly max: number } {
  if (mask === 0) return { divisor: 1, max: 0 };
  const divisor = (mask & -mask) >>> 0;
  return { divisor, max: mask / divisor };
}

function fillAlpha(data: Uint8Array): void {
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
}

/** A set bit of the mask hides its pixel. Icons without a complete mask are opaque. */
function applyMask(data: Uint8Array, { width, height, isTopDown }: Header, mask: Buffer): void {
  const stride = rowBytes(width, 1);
  if (mask.length < stride * height) return;
  for (let y = 0; y < height; y++) {
    const row = (isTopDown ? y : height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const isHidden = (((mask[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
      if (isHidden) data[(y * width + x) * 4 + 3] = 0;
    }
  }
}

function viewOf(file: Uint8Array): Buffer {
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}
