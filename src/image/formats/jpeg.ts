import { isMetadata, isPrivateSegment, segmentOrientation } from '../metadata/jpegPrivacy.ts';
import { read, skip, skipPast, type ParseResult, type ReadStep } from './parser.ts';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

export function isJpeg(head: Buffer): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
}

/** Start-of-frame markers carry the size. C4, C8 and CC lie in their range and have other meanings (T.81, table B.1). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** A marker without a length: a stuffed zero inside coded pixels, a restart, or the fill byte before a marker. */
function hasNoLength(marker: number): boolean {
  return marker < 0xc0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
}

/**
 * Parses JPEG segment by segment (ITU-T T.81, annex B), so that the end marker of a thumbnail inside a segment is not
 * mistaken for the end of the image. Ignores what follows the end marker.
 *
 * Exif counts only before the first scan, and private data everywhere.
 */
export function* parseJpeg(result: ParseResult): Generator<ReadStep, void, Buffer> {
  yield skip(2);
  let hasScan = false;
  let orientation: number | undefined;
  for (;;) {
    yield skipPast(0xff, hasNoLength);
    const marker = (yield read(1)).readUInt8(0);
    if (marker === END_OF_IMAGE) {
      result.isWhole = hasScan && result.width > 0 && result.height > 0;
      return;
    }
    const length = (yield read(2)).readUInt16BE(0);
    if (length < 2) return;
    if (isStartOfFrame(marker) && length >= 7) {
      const frame = yield read(5);
      result.height = frame.readUInt16BE(1);
      result.width = frame.readUInt16BE(3);
      yield skip(length - 7);
    } else if (isMetadata(marker)) {
      const data = yield read(length - 2);
      if (isPrivateSegment(marker, data)) result.hasPrivateParts = true;
      if (!hasScan) orientation ??= segmentOrientation(marker, data);
      result.orientation = orientation ?? 1;
    } else {
      yield skip(length - 2);
    }
    if (marker === START_OF_SCAN) hasScan = true;
  }
}
