/**
 * Removes from a file what says where, when, and with what a picture was taken. Its pixels stay as they are, byte for byte, and so
 * do its color profile and its resolution.
 */
import type { ImageFacts } from '../formats/inspect.ts';
import { PNG_SIGNATURE } from '../formats/png.ts';
import { pngChunk, pngChunks, type PngChunk } from '../pixels/pngChunks.ts';
import { isOrientationOnly, orientationTiff, tiffOf, tiffOrientation } from './exif.ts';
import { mayHavePrivateItems, withoutPrivateItems } from './isoItems.ts';
import { isPrivateJpeg, publicJpeg } from './jpegPrivacy.ts';
import { frameChunks, riffChunks, riffFile, riffFrame, type RiffChunk } from './riffChunks.ts';

type Type = ImageFacts['type'];

/** The bits of a VP8X header that announce Exif and XMP (RFC 9649, section 2.7). */
const EXIF_AND_XMP = 0x0c;
/**
 * Chunks that a decoder needs, and those that state colors or resolution. All others go: text chunks hold XMP and copies of Exif under
 * many keywords, `caBX` a signed history, and cameras and editors write chunks of their own.
 */
const PUBLIC_PNG_CHUNKS: ReadonlySet<string> = new Set([
  'IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'mDCv', 'cLLI', 'cLLi',
  'bKGD', 'hIST', 'pHYs', 'acTL', 'fcTL', 'fdAT',
]); // prettier-ignore
const FRAME_CHUNKS: ReadonlySet<string> = new Set(['ALPH', 'VP8 ', 'VP8L']);
const PUBLIC_WEBP_CHUNKS: ReadonlySet<string> = new Set([
  'VP8X', 'ICCP', 'ANIM', 'ANMF', ...FRAME_CHUNKS,
]); // prettier-ignore
/** Looking at more would block the thread that all extensions share. The largest animations have some thousand. */
const MAX_CHUNKS = 10_000;

/** Tells whether {@link withoutPrivateData} would change a file, or may have to. Reads no pixels. */
export function hasPrivateData(file: Uint8Array, type: Type): boolean {
  switch (type) {
    case 'jpeg':
      return isPrivateJpeg(file);
    case 'png':
      return isPrivatePng(file);
    case 'webp':
      return isPrivateWebp(file);
    case 'heic':
    case 'heif':
      return mayHavePrivateItems(file);
    default:
      return false;
  }
}

/**
 * Returns a file without its private data. Types that Easel can't rewrite are returned as they are.
 *
 * @throws CheckError `no-pixels`, `private`: the file has a structure that Easel doesn't know
 */
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

/** Editors that write a smaller file over a larger one leave its end: what was cropped is still there. */
function isPrivatePng(file: Uint8Array): boolean {
  let left = MAX_CHUNKS;
  for (const chunk of pngChunks(file)) {
    if (left-- <= 0 || isPrivateChunk(chunk)) return true;
    if (chunk.type === 'IEND') {
      return chunk.bytes.byteOffset + chunk.bytes.length - file.byteOffset < file.length;
    }
  }
  return true;
}

function isPrivateChunk({ type, data }: PngChunk): boolean {
  if (type === 'eXIf' && isOrientationOnly(data)) return false;
  return !PUBLIC_PNG_CHUNKS.has(type);
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

function isPrivateWebp(file: Uint8Array): boolean {
  let left = MAX_CHUNKS;
  let end = 0;
  for (const chunk of riffChunks(file)) {
    if (left-- <= 0 || isPrivateRiff(chunk)) return true;
    end = chunk.data.byteOffset + chunk.data.length + (chunk.data.length % 2) - file.byteOffset;
  }
  return end < file.length;
}

function isPrivateRiff(chunk: RiffChunk): boolean {
  const { type, data } = chunk;
  if (type === 'EXIF') return !isOrientationOnly(tiffOf(data));
  if (type === 'ANMF') return publicFrame(chunk).data.length !== data.length;
  return !PUBLIC_WEBP_CHUNKS.has(type);
}

function publicFrame(frame: RiffChunk): RiffChunk {
  return riffFrame(
    frame,
    [...frameChunks(frame)].filter(({ type }) => FRAME_CHUNKS.has(type)),
  );
}

function publicWebp(file: Uint8Array): Uint8Array {
  const chunks = [...riffChunks(file)];
  const exif = chunks.find(({ type }) => type === 'EXIF');
  const orientation = exif === undefined ? 1 : tiffOrientation(tiffOf(exif.data));
  const kept = chunks
    .map((chunk) => (chunk.type === 'ANMF' ? publicFrame(chunk) : chunk))
    .filter((chunk) => !isPrivateRiff(chunk))
    .map(withoutFlags);
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
