import type { ImageFacts } from '../formats/inspect.ts';
import { exifOf, isExif, tiffOf, uprightTiff } from './exif.ts';
import { isPrivateSegment } from './jpegPrivacy.ts';
import { jpegSegment, jpegSegments } from './jpegSegments.ts';

const APP1 = 0xe1;
const COMMENT = 0xfe;
/** Exif, XMP, and IPTC. Other segments describe the stored pixels, which are gone. */
const KEPT: ReadonlySet<number> = new Set([APP1, 0xed, COMMENT]);

/**
 * Returns what a photo says about where, when, and with what it was taken, for a copy with upright pixels. Only the orientation
 * changes: it would turn the copy once more.
 */
export function keptSegments(file: Uint8Array, type: ImageFacts['type']): readonly Uint8Array[] {
  if (type !== 'jpeg') return [];
  return [...jpegSegments(file)]
    .filter(({ marker, data }) => KEPT.has(marker) && isPrivateSegment(marker, data))
    .map(({ marker, data, bytes }) =>
      marker === APP1 && isExif(data)
        ? jpegSegment(APP1, exifOf(uprightTiff(tiffOf(data))))
        : bytes,
    );
}
