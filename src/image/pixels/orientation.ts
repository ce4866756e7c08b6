import type { Pixels } from './pixels.ts';

const ORIENTATION_TAG = 0x0112;
const EXIF = 0x45786966;

/** How a camera was held, 1 to 8 (Exif 2.3, 4.6.4): from a JPEG's Exif segment, 1 where there is none. */
export function readJpegOrientation(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 2; at + 18 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return 1;
    if (marker === 0xe1 && view.getUint32(at + 4) === EXIF) {
      const end = Math.min(view.byteLength, at + 2 + length);
      return inTiff(file.subarray(at + 10, Math.max(at + 10, end)));
    }
    at += 2 + length;
  }
  return 1;
}

function inTiff(bytes: Uint8Array): number {
  const tiff = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tiff.byteLength < 10) return 1;
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const count = tiff.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(entry, little) === ORIENTATION_TAG) return tiff.getUint16(entry + 8, little);
  }
  return 1;
}

/** The picture as it is meant to be seen, which is how VS Code shows it and how it is marked. */
export function applyOrientation(image: Pixels, orientation: number): Pixels {
  if (orientation < 2 || orientation > 8) return image;
  const { width, height } = image;
  const isTurned = orientation >= 5;
  const across = isTurned ? height : width;
  const down = isTurned ? width : height;
  // Where the rows and columns of the seen picture run backwards in the stored one (Exif 2.3, figure on Orientation).
  const isMirrored = [2, 3, 7, 8].includes(orientation);
  const isFlipped = [3, 4, 6, 7].includes(orientation);
  const from = new Uint32Array(new Uint8Array(image.data).buffer);
  const to = new Uint32Array(across * down);
  for (let y = 0, at = 0; y < down; y++) {
    for (let x = 0; x < across; x++, at++) {
      const [column, row] = isTurned ? [y, x] : [x, y];
      const storedX = isMirrored ? width - 1 - column : column;
      const storedY = isFlipped ? height - 1 - row : row;
      to[at] = from[storedY * width + storedX] ?? 0;
    }
  }
  return { width: across, height: down, data: new Uint8Array(to.buffer) };
}
