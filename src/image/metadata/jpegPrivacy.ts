import { readJpegOrientation } from '../pixels/orientation.ts';
import { exifOf, isExif, isOrientationOnly, orientationTiff, tiffOf } from './exif.ts';
import { jpegScans, jpegSegment, jpegSegments, type JpegSegment } from './jpegSegments.ts';

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const ICC_HEAD = 'ICC_PROFILE\0';
/** The data of a JFIF header without a thumbnail, and where it states the thumbnail's size. */
const [JFIF_BYTES, THUMBNAIL_AT] = [14, 12];
/** Adobe's color transform. */
const ADOBE_BYTES = 12;
/** No camera writes as many. Looking at all segments of a hostile file would block the thread that all extensions share. */
const MAX_SEGMENTS = 10_000;
/** A large photo has some hundred thousand bytes that look like a marker. */
const MAX_MARKERS = 400_000;

/** Tells whether {@link publicJpeg} would change a file, or if that takes too long to find out. */
export function isPrivateJpeg(file: Uint8Array): boolean {
  let start = 2;
  let left = MAX_SEGMENTS;
  for (const segment of jpegSegments(file)) {
    if (left-- <= 0 || isPrivateSegment(segment)) return true;
    start = endOf(segment, file);
  }
  const scans = jpegScans(file, start, MAX_MARKERS);
  return scans === undefined || scans.end < file.length || scans.segments.some(isPrivateSegment);
}

/** Returns a JPEG without its private data, and without what follows its end: videos and more pictures, with their own place. */
export function publicJpeg(file: Uint8Array): Uint8Array {
  const orientation = readJpegOrientation(file);
  const kept: Uint8Array[] = [];
  let hasExif = false;
  let start = 2;
  for (const segment of jpegSegments(file)) {
    const bytes = publicSegment(segment);
    if (bytes !== undefined) kept.push(bytes);
    hasExif ||= bytes !== undefined && segment.marker === APP1;
    start = endOf(segment, file);
  }
  const isStated = orientation >= 2 && orientation <= 8;
  return Buffer.concat([
    file.subarray(0, 2),
    ...(isStated && !hasExif ? [jpegSegment(APP1, exifOf(orientationTiff(orientation)))] : []),
    ...kept,
    ...publicScans(file, start),
  ]);
}

function publicScans(file: Uint8Array, start: number): readonly Uint8Array[] {
  const scans = jpegScans(file, start);
  if (scans === undefined) return [];
  const kept: Uint8Array[] = [];
  let from = start;
  for (const segment of scans.segments) {
    if (!isPrivateSegment(segment)) continue;
    const end = endOf(segment, file);
    kept.push(file.subarray(from, end - segment.bytes.length), publicSegment(segment) ?? EMPTY);
    from = end;
  }
  return [...kept, file.subarray(from, scans.end)];
}

const EMPTY = new Uint8Array();

function endOf({ bytes }: JpegSegment, file: Uint8Array): number {
  return bytes.byteOffset + bytes.length - file.byteOffset;
}

/** Tells whether a segment has more than a decoder needs: the JFIF header, the color profile, and Adobe's color transform. */
export function isPrivateSegment(segment: JpegSegment): boolean {
  return publicSegment(segment)?.length !== segment.bytes.length;
}

/** Returns what a decoder needs of a segment; undefined if that's nothing. */
function publicSegment({ marker, data, bytes }: JpegSegment): Uint8Array | undefined {
  const startsWith = (head: string) => data.toString('latin1', 0, head.length) === head;
  switch (marker) {
    case APP0:
      // Its thumbnail shows the picture as it was before someone cropped it.
      if (!startsWith('JFIF\0') || data.length < JFIF_BYTES) return undefined;
      if (data.length === JFIF_BYTES) return bytes;
      return jpegSegment(APP0, data.subarray(0, THUMBNAIL_AT), Buffer.alloc(2));
    case APP1:
      return isExif(data) && isOrientationOnly(tiffOf(data)) ? bytes : undefined;
    case APP2:
      return startsWith(ICC_HEAD) ? bytes : undefined;
    case APP14:
      if (!startsWith('Adobe') || data.length < ADOBE_BYTES) return undefined;
      return data.length === ADOBE_BYTES
        ? bytes
        : jpegSegment(APP14, data.subarray(0, ADOBE_BYTES));
    default:
      return marker === COMMENT || (marker >= APP0 && marker <= APP15) ? undefined : bytes;
  }
}
