import { find, skip, take, type ReadStep, type ParseResult } from './parser.ts';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

export function isJpeg(head: Buffer): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
}

/** Start-of-frame markers carry the size; C4, C8 and CC look alike and are not (T.81, table B.1). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** A marker without a length: TEM, restart, or the fill byte before a marker. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
}

/**
 * JPEG (ITU-T T.81, annex B): from segment to segment, so the end marker of a thumbnail inside a
 * segment is never taken for the image's own. What follows the end marker is not looked at.
 */
export function* parseJpeg(seen: ParseResult): Generator<ReadStep, void, Buffer> {
  yield skip(2);
  let hasScan = false;
  for (;;) {
    yield find(0xff);
    let marker = (yield take(1)).readUInt8(0);
    while (marker === 0xff) marker = (yield take(1)).readUInt8(0);
    // A stuffed zero: still inside the entropy-coded data of a scan.
    if (marker === 0 || standsAlone(marker)) continue;
    if (marker === END_OF_IMAGE) {
      seen.isWhole = hasScan && seen.width > 0 && seen.height > 0;
      return;
    }
    const length = (yield take(2)).readUInt16BE(0);
    if (length < 2) return;
    if (isFrame(marker) && length >= 7) {
      const frame = yield take(5);
      seen.height = frame.readUInt16BE(1);
      seen.width = frame.readUInt16BE(3);
      yield skip(length - 7);
    } else {
      yield skip(length - 2);
    }
    if (marker === START_OF_SCAN) hasScan = true;
  }
}
