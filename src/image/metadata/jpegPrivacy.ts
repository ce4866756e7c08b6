import {
  exifOf,
  EXIF_HEAD_BYTES,
  isExif,
  isOrientationOnly,
  orientationTiff,
  tiffOf,
  tiffOrientation,
} from './exif.ts';
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

/** Tells whether a segment says something about the picture, instead of being a part of it. */
export function isMetadata(marker: number): boolean {
  return marker === COMMENT || (marker >= APP0 && marker <= APP15);
}

/** Returns the orientation that the data of a segment states; undefined if it isn't Exif. */
export function segmentOrientation(marker: number, data: Buffer): number | undefined {
  const isExif = marker === APP1 && data.toString('latin1', 0, 4) === 'Exif';
  return isExif ? tiffOrientation(data.subarray(EXIF_HEAD_BYTES)) : undefined;
}

/** Returns a JPEG without its private data, and without what follows its end: videos and more pictures, with their own place. */
export function publicJpeg(file: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let stated: number | undefined;
  let hasExif = false;
  let start = 2;
  for (const segment of jpegSegments(file)) {
    stated ??= segmentOrientation(segment.marker, segment.data);
    const bytes = publicSegment(segment);
    if (bytes !== undefined) kept.push(bytes);
    hasExif ||= bytes !== undefined && segment.marker === APP1;
    start = endOf(segment, file);
  }
  const orientation = stated ?? 1;
  const isTurned = orientation >= 2 && orientation <= 8;
  return Buffer.concat([
    file.subarray(0, 2),
    ...(isTurned && !hasExif ? [jpegSegment(APP1, exifOf(orientationTiff(orientation)))] : []),
    ...kept,
    ...publicScans(file, start),
  ]);
}

function publicScans(file: Uint8Array, start: number): readonly Uint8Array[] {
  const scans = jpegScans(file, start);
  const kept: Uint8Array[] = [];
  let from = start;
  for (const segment of scans.segments) {
    if (!isPrivateSegment(segment.marker, segment.data)) continue;
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
export function isPrivateSegment(marker: number, data: Buffer): boolean {
  return publicData(marker, data)?.length !== data.length;
}

/** Returns what a decoder needs of a segment; undefined if that's nothing. */
function publicSegment({ marker, data, bytes }: JpegSegment): Uint8Array | undefined {
  const kept = publicData(marker, data);
  if (kept === undefined) return undefined;
  return kept.length === data.length ? bytes : jpegSegment(marker, kept);
}

function publicData(marker: number, data: Buffer): Buffer | undefined {
  const startsWith = (head: string) => data.toString('latin1', 0, head.length) === head;
  switch (marker) {
    case APP0:
      // Its thumbnail shows the picture as it was before someone cropped it.
      if (!startsWith('JFIF\0') || data.length < JFIF_BYTES) return undefined;
      if (data.length === JFIF_BYTES) return data;
      return Buffer.concat([data.subarray(0, THUMBNAIL_AT), Buffer.alloc(2)]);
    case APP1:
      return isExif(data) && isOrientationOnly(tiffOf(data)) ? data : undefined;
    case APP2:
      return startsWith(ICC_HEAD) ? data : undefined;
    case APP14:
      if (!startsWith('Adobe') || data.length < ADOBE_BYTES) return undefined;
      return data.subarray(0, ADOBE_BYTES);
    default:
      return isMetadata(marker) ? undefined : data;
  }
}
