import { sizeText } from '../../text/format.ts';
import type { ImageFacts, ImageType } from '../formats/inspect.ts';
import { MAX_SIDE } from '../pixels/pixels.ts';

/** What the webview's Chromium draws; HEIC and HEIF are not among it. */
const DRAWN: ReadonlySet<ImageType> = new Set(['png', 'jpeg', 'webp', 'gif', 'avif', 'bmp']);

/** Decoded at 4 bytes per pixel, 64 MP take 256 MB; a file of some KB can hold many times that. */
const MOST_PIXELS = 64_000_000;

/** Whether the panel may draw an image, by what its bytes say of its size. */
export function canPreview({
  type,
  width,
  height,
}: Pick<ImageFacts, 'type' | 'width' | 'height'>): boolean {
  if (!DRAWN.has(type) || width <= 0 || height <= 0) return false;
  return width * height <= MOST_PIXELS && Math.max(width, height) <= MAX_SIDE;
}

/** One line about an image: `640×480 px · PNG · 0.2 MB`. @param size in bytes */
export function imageDetails(
  { type, width, height }: Pick<ImageFacts, 'type' | 'width' | 'height'>,
  size: number,
): string {
  const px = width > 0 && height > 0 ? [`${width}×${height} px`] : [];
  return [...px, type.toUpperCase(), sizeText(size)].join(' · ');
}
