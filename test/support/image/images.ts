/**
 * Images for tests. PNG, JPEG and BMP are drawn, GIF and WebP are fixed bytes of real encoders, and HEIC and AVIF are boxes
 * around a payload that no decoder accepts (see `isoImage`).
 */
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue and, if given, alpha: 0 to 255 each. */
export type Color = readonly [number, number, number, number?];

export const RED: Color = [214, 40, 40];
export const BLUE: Color = [38, 84, 196];
export const WHITE: Color = [255, 255, 255];

export type Paint = Color | ((x: number, y: number) => Color);

/** Returns RGBA with 8 bits, row by row: `width * height * 4` bytes. */
export function pixels(width: number, height: number, paint: Paint = RED): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha = 255] = typeof paint === 'function' ? paint(x, y) : paint;
      data.set([red, green, blue, alpha], (y * width + x) * 4);
    }
  }
  return data;
}

/** Returns a PNG file, RGBA with 8 bits. Sizes in px. */
export function png(width = 4, height = 3, paint?: Paint): Uint8Array {
  return encodePng({ width, height, channels: 4, data: pixels(width, height, paint) });
}

/** Returns a baseline JPEG file. Sizes in px. */
export function jpeg(width = 16, height = 12, paint?: Paint, quality = 90): Uint8Array {
  return encodeJpeg({ width, height, data: pixels(width, height, paint) }, quality).data;
}

/** Returns a PNG file of at least `bytes` bytes: noise, which does not compress. */
export function bigPng(bytes: number): Uint8Array {
  const side = Math.ceil(Math.sqrt(bytes / 3)) + 8;
  const data = new Uint8Array(side * side * 3);
  let state = 0x9e3779b9;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state >>> 24;
  }
  return encodePng({ width: side, height: side, channels: 3, data }, { zlib: { level: 0 } });
}

/**
 * Returns a PNG file, RGB with 8 bits, that is as large as that of a photo: noise in the first columns and one color in the
 * others, so that its bytes spread evenly over its height. Uses all five row filters in turn, as encoders mix them.
 *
 * @param width in px, like `height`
 */
export function photoLikePng(width: number, height: number, noisyColumns: number): Buffer {
  const row = 1 + width * 3;
  const rows = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    rows[y * row] = y % 5;
    randomFillSync(rows, y * row + 1, Math.min(noisyColumns, width) * 3);
  }
  return pngFile(pngHeader(width, height, 3), deflateSync(rows, { level: 1 }));
}

/** 8 x 8 px. */
export const GIF: Uint8Array = Buffer.from(
  'R0lGODlhCAAIAIEAAExpcQAAAP///wAAACH5BAUAAAAALAAAAAAIAAgAAAINlBUZh8q6DoTPSWvoKQA7',
  'base64',
);

/** 16 x 16 px, lossless (VP8L). */
export const WEBP: Uint8Array = Buffer.from(
  'UklGRioAAABXRUJQVlA4TB4AAAAvD8ADAA/w5P/H/+///McDBAIJwv6WS+QQ0f+cmAA=',
  'base64',
);

export const HEIC: Uint8Array = isoImage('heic', 'hvc1', 64, 48);
export const AVIF: Uint8Array = isoImage('avif', 'av01', 64, 48);

/**
 * Returns the boxes of a still image as ISO/IEC 23008-12 lays them out (ftyp, meta with ispe, mdat). The structure is whole
 * and states a size in px; the payload only stands in for coded pixels.
 */
export function isoImage(brand: string, codec: string, width: number, height: number): Uint8Array {
  const payload = Buffer.from('stand-in for coded pixels', 'latin1');
  const ftyp = box('ftyp', text(brand), u32(0), text('mif1'), text(brand));
  const meta = (payloadOffset: number): Buffer =>
    box(
      'meta',
      u32(0),
      box('hdlr', u32(0), u32(0), text('pict'), Buffer.alloc(13)),
      box('pitm', u32(0), u16(1)),
      box(
        'iloc',
        u32(0),
        Buffer.from([0x44, 0]),
        u16(1),
        u16(1),
        u16(0),
        u16(1),
        u32(payloadOffset),
        u32(payload.length),
      ),
      box(
        'iinf',
        u32(0),
        u16(1),
        box('infe', u32(0x02000000), u16(1), u16(0), text(codec), u16(0)),
      ),
      box(
        'iprp',
        box('ipco', box('ispe', u32(0), u32(width), u32(height))),
        box('ipma', u32(0), u32(1), u16(1), Buffer.from([1, 0x81])),
      ),
    );
  const payloadOffset = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(payloadOffset), box('mdat', payload)]);
}

function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([u32(content.length + 8), text(type), content]);
}

function text(ascii: string): Buffer {
  return Buffer.from(ascii, 'latin1');
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Returns a PNG file of one color with one bit per pixel: a few KB per 10 MP. Sizes in px. */
export function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  return pngFile(header, deflateSync(rows));
}

/** Returns the data of an IHDR chunk for RGB or RGBA with 8 bits. Sizes in px. */
export function pngHeader(width: number, height: number, channels: 3 | 4): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 6], 8);
  return header;
}

/**
 * @param header the data of the IHDR chunk
 * @param data the compressed rows
 * @param more chunks between header and rows
 */
export function pngFile(
  header: Uint8Array,
  data: Uint8Array,
  more: readonly Uint8Array[] = [],
): Buffer {
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...more,
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** Returns a JPEG's Exif segment that states nothing but the orientation, 1 to 8. */
export function exif(orientation: number): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex');
  tiff.writeUInt16LE(orientation, 18);
  const head = Buffer.from('ffe10000457869660000', 'hex');
  head.writeUInt16BE(tiff.length + 8, 2);
  return Buffer.concat([head, tiff]);
}
