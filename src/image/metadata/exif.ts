const ORIENTATION_TAG = 0x0112;
/** "II", for little-endian; "MM" stands for big-endian (TIFF 6.0, section 2). */
const LITTLE_ENDIAN = 0x4949;
const ENTRY_BYTES = 12;
/** The TIFF data that {@link orientationTiff} makes. */
export const ORIENTATION_TIFF_BYTES = 26;
const EXIF_HEAD = Buffer.from('Exif\0\0', 'latin1');
export const EXIF_HEAD_BYTES = EXIF_HEAD.length;

/** An Exif payload that states nothing but an orientation, with the head that some encoders put before it. */
export const MAX_ORIENTATION_BYTES = ORIENTATION_TIFF_BYTES + EXIF_HEAD.length;

/** Returns the place and byte order of the orientation in the first directory of TIFF data, which is what Exif is made of. */
function findOrientation(
  tiff: Uint8Array,
): { readonly at: number; readonly isLittle: boolean } | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 10) return undefined;
  const isLittle = view.getUint16(0) === LITTLE_ENDIAN;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > view.byteLength) return undefined;
  const first = directory + 2;
  const count = view.getUint16(directory, isLittle);
  for (let entry = first; entry < first + count * ENTRY_BYTES; entry += ENTRY_BYTES) {
    if (entry + ENTRY_BYTES > view.byteLength) return undefined;
    if (view.getUint16(entry, isLittle) === ORIENTATION_TAG) return { at: entry + 8, isLittle };
  }
  return undefined;
}

/** Returns the orientation that TIFF data states, 1 to 8; 1 if it states none, and other numbers if it states them. */
export function tiffOrientation(tiff: Uint8Array): number {
  const found = findOrientation(tiff);
  if (found === undefined) return 1;
  return new DataView(tiff.buffer, tiff.byteOffset).getUint16(found.at, found.isLittle);
}

/** Returns a copy of TIFF data that states the orientation 1: the pixels are upright now. */
export function uprightTiff(tiff: Uint8Array): Buffer {
  const copy = Buffer.from(tiff);
  const found = findOrientation(tiff);
  if (found?.isLittle === true) copy.writeUInt16LE(1, found.at);
  if (found?.isLittle === false) copy.writeUInt16BE(1, found.at);
  return copy;
}

/** Returns TIFF data that states nothing but an orientation. */
export function orientationTiff(orientation: number): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex');
  tiff.writeUInt16LE(orientation, 18);
  return tiff;
}

/** Tells whether TIFF data states nothing but an orientation: its one directory has one entry, and nothing follows. */
export function isOrientationOnly(tiff: Uint8Array): boolean {
  const found = findOrientation(tiff);
  return found !== undefined && tiff.length === ORIENTATION_TIFF_BYTES && found.at === 18;
}

/** Returns the TIFF data of an Exif payload: JPEG puts a head before it, and some WebP encoders do too. */
export function tiffOf(exif: Uint8Array): Uint8Array {
  const hasHead = EXIF_HEAD.equals(exif.subarray(0, EXIF_HEAD.length));
  return hasHead ? exif.subarray(EXIF_HEAD.length) : exif;
}

/** Tells whether the data of an APP1 segment is Exif; XMP is there too. */
export function isExif(data: Uint8Array): boolean {
  return EXIF_HEAD.equals(data.subarray(0, EXIF_HEAD.length));
}

/** Returns TIFF data with the head that JPEG puts before it. */
export function exifOf(tiff: Uint8Array): Buffer {
  return Buffer.concat([EXIF_HEAD, tiff]);
}
