/**
 * Removes from a file what says where, when, and with what a picture was taken. Its pixels stay as they are, byte for byte, and so
 * do its color profile and its resolution.
 */
import type { ImageFacts } from '../formats/inspect.ts';
import { PNG_SIGNATURE } from '../formats/png.ts';
import { pngChunk, pngChunks, type PngChunk } from '../pixels/pngChunks.ts';
import { isOrientationOnly, orientationTiff, tiffOf, tiffOrientation } from './exif.ts';
import { withoutPrivateItems } from './isoItems.ts';
import { publicJpeg } from './jpegPrivacy.ts';
import { isPublicFrameChunk, isPublicPngChunk, isPublicWebpChunk } from './publicParts.ts';
import { frameChunks, riffChunks, riffFile, riffFrame, type RiffChunk } from './riffChunks.ts';

type Type = ImageFacts['type'];

/** The bits of a VP8X header that announce Exif and XMP (RFC 9649, section 2.7). */
const EXIF_AND_XMP = 0x0c;

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

function isPrivateChunk({ type, data }: PngChunk): boolean {
  if (type === 'eXIf' && isOrientationOnly(data)) return false;
  return !isPublicPngChunk(type);
}

function publicPng(file: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [PNG_SIGNATURE];
  for (const chunk of pngChunks(file)) {
    if (!isPrivateChunk(chunk)) kept.push(chunk.bytes);
    else if (chunk.type === 'eXIf') {
      const orientation = tiffOrientation(chunk.data);
      if (orientation > 1) kept.push(pngChunk('eXIf', orientationTiff(orientation)));
    }
    // Editors that write a smaller file over a larger one leave its end: what was cropped is still there.
    if (chunk.type === 'IEND') break;
  }
  return Buffer.concat(kept);
}

function isPrivateRiff(chunk: RiffChunk): boolean {
  const { type, data } = chunk;
  if (type === 'EXIF') return !isOrientationOnly(tiffOf(data));
  if (type === 'ANMF') return publicFrame(chunk).data.length !== data.length;
  return !isPublicWebpChunk(type);
}

function publicFrame(frame: RiffChunk): RiffChunk {
  return riffFrame(
    frame,
    [...frameChunks(frame)].filter(({ type }) => isPublicFrameChunk(type)),
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
