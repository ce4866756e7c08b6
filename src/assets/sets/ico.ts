import type { Pixels } from '../../image/pixels/pixels.ts';
import { encodePngInParallel } from '../../image/png/encodePng.ts';

const [DIRECTORY_BYTES, ENTRY_BYTES, BITMAP_HEADER_BYTES] = [6, 16, 40];
const BITS_PER_PIXEL = 32;
/** As a byte of the directory, 256 is 0. */
const MAX_SIDE = 256;

/**
 * Encodes an icon file. Its images are bitmaps, except those of 256 px, which are PNG files: that is how Windows' own icons are, and
 * programs that don't know PNG in an icon still read the small ones. They are no larger than a few KB.
 *
 * @param images with sides of at most 256 px
 */
export async function encodeIco(images: readonly Pixels[]): Promise<Buffer> {
  const contents: Buffer[] = [];
  for (const image of images) {
    const isLarge = Math.max(image.width, image.height) >= MAX_SIDE;
    // Windows reads PNG files in icons only with alpha.
    contents.push(isLarge ? await encodePngInParallel(image, { keepAlpha: true }) : bitmap(image));
  }
  const head = Buffer.alloc(DIRECTORY_BYTES + images.length * ENTRY_BYTES);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { width, height }] of images.entries()) {
    const entry = head.subarray(DIRECTORY_BYTES + index * ENTRY_BYTES);
    const { length } = contents[index] ?? Buffer.alloc(0);
    entry.writeUInt8(width % MAX_SIDE, 0);
    entry.writeUInt8(height % MAX_SIDE, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(BITS_PER_PIXEL, 6);
    entry.writeUInt32LE(length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += length;
  }
  return Buffer.concat([head, ...contents]);
}

/** Returns a bitmap without a file header: rows from the bottom, blue first, and then one bit for each transparent pixel. */
function bitmap({ width, height, data }: Pixels): Buffer {
  const maskRow = Math.ceil(width / 32) * 4;
  const header = Buffer.alloc(BITMAP_HEADER_BYTES);
  header.writeUInt32LE(BITMAP_HEADER_BYTES, 0);
  header.writeInt32LE(width, 4);
  // With the mask.
  header.writeInt32LE(height * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(BITS_PER_PIXEL, 14);
  const colors = Buffer.alloc(width * height * 4);
  const mask = Buffer.alloc(maskRow * height);
  header.writeUInt32LE(colors.length + mask.length, 20);
  for (let y = 0; y < height; y++) {
    const row = height - 1 - y;
    for (let x = 0; x < width; x++) {
      const [from, to] = [(y * width + x) * 4, (row * width + x) * 4];
      const alpha = data[from + 3] ?? 0;
      colors[to] = data[from + 2] ?? 0;
      colors[to + 1] = data[from + 1] ?? 0;
      colors[to + 2] = data[from] ?? 0;
      colors[to + 3] = alpha;
      const at = row * maskRow + (x >> 3);
      if (alpha === 0) mask[at] = (mask[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return Buffer.concat([header, colors, mask]);
}
