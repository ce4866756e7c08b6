import { flip, rotate } from './geometry.ts';
import type { Raster } from './raster.ts';

const ORIENTATION_TAG = 0x0112;

/**
 * How a camera was held: the orientation in a JPEG's Exif segment, 1 to 8 (Exif 2.3, 4.6.4), or 1
 * where there is none. Decoders of JPEG leave it to us.
 */
export function jpegOrientation(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 2; at + 18 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return 1;
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
      const start = at + 10;
      return fromTiff(
        new DataView(
          file.buffer,
          file.byteOffset + start,
          Math.max(0, Math.min(length - 8, view.byteLength - start)),
        ),
      );
    }
    at += 2 + length;
  }
  return 1;
}

function fromTiff(tiff: DataView): number {
  if (tiff.byteLength < 10) return 1;
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const count = tiff.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(entry, little) === ORIENTATION_TAG) return tiff.getUint16(entry + 8, little);
  }
  return 1;
}

/** Turns a picture the way its orientation says it is meant to be seen. */
export function upright(image: Raster, orientation: number): Raster {
  switch (orientation) {
    case 2:
      return flip(image, 'horizontal');
    case 3:
      return rotate(image, 2);
    case 4:
      return flip(image, 'vertical');
    case 5:
      return rotate(flip(image, 'horizontal'), 3);
    case 6:
      return rotate(image, 1);
    case 7:
      return rotate(flip(image, 'horizontal'), 1);
    case 8:
      return rotate(image, 3);
    default:
      return image;
  }
}
