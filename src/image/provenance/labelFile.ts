import { jpegSegment, jpegSegments } from '../metadata/jpegSegments.ts';
import { riffChunks, riffFile, type RiffChunk } from '../metadata/riffChunks.ts';
import { webpChunkSize } from '../formats/webp.ts';
import { pngChunk, pngChunks } from '../pixels/pngChunks.ts';
import { JPEG_XMP_HEAD, PNG_XMP_HEAD } from './embedded.ts';
import type { Label } from './sourceType.ts';
import { xmpPacket } from './xmp.ts';

const APP0 = 0xe0;
const APP1 = 0xe1;
const PNG_SIGNATURE_BYTES = 8;
const JPEG_START_BYTES = 2;
/** Flags of a WebP's extended header (RFC 9649, section 2.7). */
const [HAS_XMP, HAS_ALPHA] = [0x04, 0x10];

/**
 * Returns a file that says how it was made, in XMP. Its pixels and everything else in it stay as they are, byte for byte.
 *
 * Only for files that Easel has just encoded. Received bytes are never labeled: a signature covers them, and what is added afterwards
 * makes a valid signature look like forgery.
 *
 * @param file a PNG, JPEG, or WebP without XMP
 */
export function labelFile(file: Uint8Array, label: Label): Buffer {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const packet = xmpPacket(label);
  if (view.toString('latin1', 1, 4) === 'PNG') return labelPng(view, packet);
  if (view.toString('latin1', 0, 4) === 'RIFF') return labelWebp(view, packet);
  return labelJpeg(view, packet);
}

/** Before the pixels, where readers expect it. */
function labelPng(file: Buffer, packet: Buffer): Buffer {
  let at = PNG_SIGNATURE_BYTES;
  for (const { type, bytes } of pngChunks(file)) {
    if (type === 'IDAT') break;
    at += bytes.length;
  }
  // Not compressed, without a language and a translated keyword.
  const data = Buffer.concat([PNG_XMP_HEAD, Buffer.alloc(4), packet]);
  return inserted(file, at, pngChunk('iTXt', data));
}

/** After JFIF and Exif, which have to be the first. */
function labelJpeg(file: Buffer, packet: Buffer): Buffer {
  let at = JPEG_START_BYTES;
  for (const { marker, bytes } of jpegSegments(file)) {
    if (marker !== APP0 && marker !== APP1) break;
    at += bytes.length;
  }
  return inserted(file, at, jpegSegment(APP1, JPEG_XMP_HEAD, packet));
}

function inserted(file: Buffer, at: number, bytes: Buffer): Buffer {
  return Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]);
}

/** A file with metadata needs the extended header, which announces it. */
function labelWebp(file: Buffer, packet: Buffer): Buffer {
  const chunks = [...riffChunks(file)];
  const known = chunks.find(({ type }) => type === 'VP8X')?.data ?? headerOf(chunks);
  const data = Buffer.from(known);
  data[0] = (data[0] ?? 0) | HAS_XMP;
  const rest = chunks.filter(({ type }) => type !== 'VP8X');
  return riffFile([{ type: 'VP8X', data }, ...rest, { type: 'XMP ', data: packet }]);
}

/** Makes the extended header of a file that has one chunk with its pixels. */
function headerOf([pixels]: readonly RiffChunk[]): Buffer {
  const header = Buffer.alloc(10);
  if (pixels === undefined) return header;
  const size = webpChunkSize(pixels.type, pixels.data);
  // Lossless pixels state themselves whether some are transparent; lossy ones without this header have no alpha.
  const hasAlpha = pixels.type === 'VP8L' && ((pixels.data[4] ?? 0) & 0x10) !== 0;
  header[0] = hasAlpha ? HAS_ALPHA : 0;
  header.writeUIntLE((size?.width ?? 1) - 1, 4, 3);
  header.writeUIntLE((size?.height ?? 1) - 1, 7, 3);
  return header;
}
