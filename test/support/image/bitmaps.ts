/** Files of types without compression, made by hand. */
import { Buffer } from 'node:buffer';
import { RED, type Color } from './images.ts';

/** Returns a BMP file with 24 bits per pixel. Sizes in px. */
export function bmp(width = 4, height = 3, [red, green, blue]: Color = RED): Uint8Array {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + rowBytes * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  file.writeUInt32LE(rowBytes * height, 34);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) file.set([blue, green, red], 54 + y * rowBytes + x * 3);
  }
  return file;
}

/** Returns the bitmap of a BMP as an icon has it: without the file header, twice as high, and with a mask that hides nothing. */
export function bitmapOf(file: Uint8Array): Buffer {
  const bitmap = Buffer.from(file.subarray(14));
  const [width, height] = [bitmap.readInt32LE(4), bitmap.readInt32LE(8)];
  bitmap.writeInt32LE(2 * height, 8);
  return Buffer.concat([bitmap, Buffer.alloc(Math.ceil(width / 32) * 4 * height)]);
}

/** Returns an icon of images: PNG files, or bitmaps as {@link bitmapOf} returns them. */
export function ico(...images: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, image] of images.entries()) {
    const view = Buffer.from(image);
    const isPng = view.toString('latin1', 1, 4) === 'PNG';
    const [width, height] = isPng
      ? [view.readUInt32BE(16), view.readUInt32BE(20)]
      : [view.readInt32LE(4), view.readInt32LE(8) / 2];
    const entry = head.subarray(6 + 16 * index);
    entry.set([width % 256, height % 256], 0);
    entry.writeUInt16LE(isPng ? 32 : 24, 6);
    entry.writeUInt32LE(image.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += image.length;
  }
  return Buffer.concat([head, ...images]);
}

/** Returns an uncompressed TIFF file, RGB with 8 bits, whose directory comes first. Sizes in px. */
export function tiff(width = 4, height = 3, color: Color = RED, orientation = 1): Buffer {
  const bytes = width * height * 3;
  const [SHORT, LONG] = [3, 4];
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, SHORT, 1, width],
    [257, SHORT, 1, height],
    [258, SHORT, 3, 122],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, 128],
    [274, SHORT, 1, orientation],
    [277, SHORT, 1, 3],
    [279, LONG, 1, bytes],
  ];
  const file = Buffer.alloc(128 + bytes);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const entry = file.subarray(10 + 12 * index);
    entry.writeUInt16LE(tag, 0);
    entry.writeUInt16LE(type, 2);
    entry.writeUInt32LE(count, 4);
    entry.writeUInt32LE(value, 8);
  }
  for (let at = 122; at < 128; at += 2) file.writeUInt16LE(8, at);
  for (let at = 128; at < file.length; at += 3) file.set(color.slice(0, 3) as number[], at);
  return file;
}
