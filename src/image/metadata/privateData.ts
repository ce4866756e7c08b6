/**
 * Removes from a file what says where, when, and with what a picture was taken. Its pixels stay as they are, byte for byte, and so
 * do its color profile and its resolution.
 */
import type { ImageFacts } from '../formats/inspect.ts';
import { PNG_SIGNATURE } from '../formats/png.ts';
import { readJpegOrientation } from '../pixels/orientation.ts';
import { pngChunk, pngChunks, type PngChunk } from '../pixels/pngChunks.ts';
import {
  exifOf,
  isExif,
  isOrientationOnly,
  orientationTiff,
  tiffOf,
  tiffOrientation,
} from './exif.ts';
import { findPrivateItems, withoutPrivateItems } from './isoItems.ts';
import { jpegScans, jpegSegment, jpegSegments, type JpegSegment } from './jpegSegments.ts';
import { riffChunks, riffFile, type RiffChunk } from './riffChunks.ts';

type Type = ImageFacts['type'];

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const ICC_HEAD = 'ICC_PROFILE\0';
/** The bits of a VP8X header that announce Exif and XMP (RFC 9649, section 2.7). */
const EXIF_AND_XMP = 0x0c;
/** Text chunks hold XMP and copies of Exif, under many keywords, so none of them is kept. */
const PRIVATE_PNG_CHUNKS: ReadonlySet<string> = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt']);
const PRIVATE_WEBP_CHUNKS: ReadonlySet<string> = new Set(['EXIF', 'XMP ', 'C2PA']);

/** Tells whether {@link withoutPrivateData} would change a file. Reads no pixels. */
export function hasPrivateData(file: Uint8Array, type: Type): boolean {
  switch (type) {
    case 'jpeg':
      return endsLate(file) || [...jpegSegments(file)].some(isPrivateSegment);
    case 'png':
      return [...pngChunks(file)].some(isPrivateChunk);
    case 'webp':
      return [...riffChunks(file)].some(isPrivateRiff);
    case 'heic':
    case 'heif':
      return findPrivateItems(file).length > 0;
    default:
      return false;
  }
}

/** Returns a file without its private data. Types that Easel can't rewrite are returned as they are. */
export function withoutPrivateData(file: Uint8Array, type: Type): Uint8Array {
  switch (type) {
    case 'jpeg':
      return publicJpeg(file);
    case 'png':
      return publicPng(file);
    case 'webp':
      return publicWebp(file);
    case 'heic':
    case 'heif':
      return withoutPrivateItems(file);
    default:
      return file;
  }
}

/** Everything but what a decoder needs: the JFIF header, the color profile, and Adobe's color transform. */
export function isPrivateSegment({ marker, data }: JpegSegment): boolean {
  if (marker === COMMENT) return true;
  if (marker === APP1 && isExif(data) && isOrientationOnly(tiffOf(data))) return false;
  if (marker < APP0 || marker > APP15 || marker === APP0 || marker === APP14) return false;
  return !(marker === APP2 && data.toString('latin1', 0, ICC_HEAD.length) === ICC_HEAD);
}

/** Phones append videos and more pictures to a JPEG, which have their own place and camera. */
function endsLate(file: Uint8Array): boolean {
  return file.at(-2) !== 0xff || file.at(-1) !== 0xd9;
}

function publicJpeg(file: Uint8Array): Uint8Array {
  const orientation = readJpegOrientation(file);
  const kept = [...jpegSegments(file)].filter((segment) => !isPrivateSegment(segment));
  const isStated = orientation >= 2 && orientation <= 8;
  const needsExif = isStated && !kept.some(({ marker }) => marker === APP1);
  return Buffer.concat([
    file.subarray(0, 2),
    ...(needsExif ? [jpegSegment(APP1, exifOf(orientationTiff(orientation)))] : []),
    ...kept.map(({ bytes }) => bytes),
    jpegScans(file),
  ]);
}

function isPrivateChunk({ type, data }: PngChunk): boolean {
  if (type === 'eXIf' && isOrientationOnly(data)) return false;
  return PRIVATE_PNG_CHUNKS.has(type);
}

function publicPng(file: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [PNG_SIGNATURE];
  for (const chunk of pngChunks(file)) {
    if (!isPrivateChunk(chunk)) kept.push(chunk.bytes);
    else if (chunk.type === 'eXIf') {
      const orientation = tiffOrientation(chunk.data);
      if (orientation > 1) kept.push(pngChunk('eXIf', orientationTiff(orientation)));
    }
    if (chunk.type === 'IEND') break;
  }
  return Buffer.concat(kept);
}

function isPrivateRiff({ type, data }: RiffChunk): boolean {
  if (type === 'EXIF' && isOrientationOnly(tiffOf(data))) return false;
  return PRIVATE_WEBP_CHUNKS.has(type);
}

function publicWebp(file: Uint8Array): Uint8Array {
  const chunks = [...riffChunks(file)];
  const exif = chunks.find(({ type }) => type === 'EXIF');
  const orientation = exif === undefined ? 1 : tiffOrientation(tiffOf(exif.data));
  const kept = chunks.filter((chunk) => !isPrivateRiff(chunk)).map(withoutFlags);
  if (orientation <= 1) return riffFile(kept);
  const others = kept.filter(({ type }) => type !== 'EXIF');
  const flagged = others.map((chunk) => (chunk.type === 'VP8X' ? withFlag(chunk) : chunk));
  return riffFile([...flagged, { type: 'EXIF', data: orientationTiff(orientation) }]);
}

function withoutFlags(chunk: RiffChunk): RiffChunk {
  if (chunk.type !== 'VP8X') return chunk;
  const data = Buffer.from(chunk.data);
  data[0] = (data[0] ?? 0) & ~EXIF_AND_XMP;
  return { ...chunk, data };
}

/** Announces an Exif chunk. */
function withFlag(chunk: RiffChunk): RiffChunk {
  const data = Buffer.from(chunk.data);
  data[0] = (data[0] ?? 0) | 0x08;
  return { ...chunk, data };
}
