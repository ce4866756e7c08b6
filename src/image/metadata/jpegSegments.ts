const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const MARKER_BYTES = 2;
const LENGTH_BYTES = 2;

/** A segment before the first scan of a JPEG (ITU-T T.81, annex B). */
export interface JpegSegment {
  /** The second byte of its marker: `0xe1` for APP1. */
  readonly marker: number;
  /** What follows its length. */
  readonly data: Buffer;
  /** Marker, length, and data. */
  readonly bytes: Buffer;
}

/** Yields the segments before the first scan of a JPEG; none for other files. */
export function* jpegSegments(file: Uint8Array): Generator<JpegSegment> {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return;
  for (let at = MARKER_BYTES; at + MARKER_BYTES + LENGTH_BYTES <= view.length;) {
    // Fill bytes may precede a marker.
    if (view[at] === 0xff && view[at + 1] === 0xff) {
      at += 1;
      continue;
    }
    const marker = view.readUInt8(at + 1);
    const length = view.readUInt16BE(at + MARKER_BYTES);
    const end = at + MARKER_BYTES + length;
    if (view[at] !== 0xff || marker === START_OF_SCAN) return;
    if (length < LENGTH_BYTES || end > view.length) return;
    yield {
      marker,
      data: view.subarray(at + MARKER_BYTES + LENGTH_BYTES, end),
      bytes: view.subarray(at, end),
    };
    at = end;
  }
}

/** Returns how many components the pixels of a JPEG have: 1 for gray, 3 for color, 4 for CMYK; 0 if the file doesn't say. */
export function jpegComponents(file: Uint8Array): number {
  for (const { marker, data } of jpegSegments(file)) {
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return data[5] ?? 0;
  }
  return 0;
}

/** Builds a segment. */
export function jpegSegment(marker: number, ...parts: readonly Uint8Array[]): Buffer {
  const data = Buffer.concat(parts);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + LENGTH_BYTES, MARKER_BYTES);
  return Buffer.concat([head, data]);
}

/** What follows the first scan's marker: coded pixels, the tables of more scans, and the end of the image. */
export interface JpegScans {
  readonly start: number;
  /** Where the image ends. Cameras append more. */
  readonly end: number;
  /** The segments between scans. */
  readonly segments: readonly JpegSegment[];
}

/**
 * Finds the end of a JPEG and the segments between its scans.
 *
 * @param start where the first scan starts
 */
export function jpegScans(file: Uint8Array, start: number): JpegScans {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const segments: JpegSegment[] = [];
  for (let at = view.indexOf(0xff, start); at >= 0; at = view.indexOf(0xff, at)) {
    const marker = view[at + 1] ?? END_OF_IMAGE;
    if (marker === END_OF_IMAGE) {
      return { start, end: Math.min(view.length, at + MARKER_BYTES), segments };
    }
    const hasLength = marker >= 0xc0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7);
    const length = hasLength && at + 4 <= view.length ? view.readUInt16BE(at + MARKER_BYTES) : 0;
    if (length >= LENGTH_BYTES) {
      const bytes = view.subarray(at, at + MARKER_BYTES + length);
      segments.push({ marker, data: bytes.subarray(MARKER_BYTES + LENGTH_BYTES), bytes });
    }
    at += marker === 0xff ? 1 : MARKER_BYTES + length;
  }
  return { start, end: view.length, segments };
}
