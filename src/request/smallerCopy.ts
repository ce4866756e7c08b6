import { isDecodable } from '../image/decode/decodable.ts';
import type { Reference } from './reference.ts';

/** The longest sides that smaller copies may have, in px. */
const SIDES = [4096, 3072, 2048, 1536, 1024, 768, 512] as const;
/** A JPEG of quality 95 has less, apart from noise; a PNG with transparency may have more. */
const BYTES_PER_PIXEL = 1;

/**
 * Returns the longest side, in px, at which copies of these images are likely to fit into a request; undefined if none is. What
 * Easel can't decode keeps its size.
 *
 * @param maxBytes for all images together, in base64
 */
export function sideThatFits(images: readonly Reference[], maxBytes: number): number | undefined {
  return SIDES.find((side) => {
    const isSmaller = images.some((image) => canShrink(image, side));
    const bytes = images.reduce((sum, image) => sum + copyBytes(image, side), 0);
    return isSmaller && (bytes * 4) / 3 <= maxBytes;
  });
}

function canShrink({ facts: { type, width, height } }: Reference, side: number): boolean {
  return isDecodable(type) && Math.max(width, height) > side;
}

function copyBytes(image: Reference, side: number): number {
  if (!canShrink(image, side)) return image.bytes.byteLength;
  const { width, height } = image.facts;
  const factor = side / Math.max(width, height);
  return Math.min(image.bytes.byteLength, width * height * factor ** 2 * BYTES_PER_PIXEL);
}
