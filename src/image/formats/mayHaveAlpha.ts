import { Buffer } from 'node:buffer';
import type { ImageFacts } from './inspect.ts';

/**
 * Returns whether an image's header allows transparent pixels. Decodes nothing, so an image that may have them can be opaque.
 *
 * @param file at least up to the pixel data
 */
export function mayHaveAlpha(file: Uint8Array, { type }: Pick<ImageFacts, 'type'>): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  switch (type) {
    case 'jpeg':
    case 'bmp':
      return false;
    case 'png':
      return pngMayHaveAlpha(bytes);
    case 'webp':
      return webpMayHaveAlpha(bytes);
    case 'gif':
    case 'avif':
    case 'heic':
    case 'heif':
    case 'ico':
    case 'tiff':
      return true;
  }
}

/** Color types 4 and 6 have an alpha channel; with the others, a tRNS chunk before the pixels has it (PNG 11.2.1, 11.3.1.1). */
function pngMayHaveAlpha(file: Buffer): boolean {
  const colorType = file[25] ?? 0;
  if (colorType === 4 || colorType === 6) return true;
  for (let at = 8; at + 8 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const chunk = file.toString('latin1', at + 4, at + 8);
    if (chunk === 'tRNS') return true;
    if (chunk === 'IDAT' || chunk === 'IEND') return false;
  }
  return false;
}

/** The extended header has a flag, and the lossless bitstream a hint (RFC 9649, 2.7 and 3.4). */
function webpMayHaveAlpha(file: Buffer): boolean {
  const chunk = file.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return ((file[20] ?? 0) & 0x10) !== 0;
  return chunk === 'VP8L' && ((file[24] ?? 0) & 0x10) !== 0;
}
