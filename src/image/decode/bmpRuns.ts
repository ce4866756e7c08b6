const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const DELTA = 2;

/**
 * Unpacks the run lengths of a bitmap with 8 or 4 bits (Windows GDI, Bitmap Compression) into one byte per pixel, in the order of
 * the file's rows. Pixels that the data skips are those of the first color.
 */
export function unpackRuns(
  packed: Uint8Array,
  width: number,
  height: number,
  bits: 4 | 8,
): Uint8Array {
  const indexes = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, 0];
  const put = (index: number): void => {
    if (x < width && y < height) indexes[y * width + x] = index;
    x += 1;
  };
  while (at + 1 < packed.length && y < height) {
    const [count = 0, value = 0] = packed.subarray(at, at + 2);
    at += 2;
    if (count > 0) {
      for (let index = 0; index < count; index++) put(indexOf(value, index, bits));
    } else if (value === END_OF_LINE) {
      x = 0;
      y += 1;
    } else if (value === END_OF_BITMAP) {
      return indexes;
    } else if (value === DELTA) {
      x += packed[at] ?? 0;
      y += packed[at + 1] ?? 0;
      at += 2;
    } else {
      // That many literal pixels follow, padded to two bytes.
      for (let index = 0; index < value; index++) {
        const byte = packed[at + (bits === 8 ? index : index >> 1)] ?? 0;
        put(indexOf(byte, index, bits));
      }
      const bytes = bits === 8 ? value : Math.ceil(value / 2);
      at += bytes + (bytes % 2);
    }
  }
  return indexes;
}

/** With 4 bits, two pixels share a byte, and the left one has the upper half. */
function indexOf(byte: number, place: number, bits: 4 | 8): number {
  if (bits === 8) return byte;
  return place % 2 === 0 ? byte >> 4 : byte & 15;
}
