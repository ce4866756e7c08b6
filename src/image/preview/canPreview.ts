import { sizeText } from '../../text/format.ts';
import type { ImageFacts, ImageType } from '../formats/inspect.ts';
import { MAX_SIDE } from '../pixels/pixels.ts';

/** The types that the Chromium of VS Code's webviews draws. HEIC and HEIF are not among them. */
const DRAWABLE_TYPES: ReadonlySet<ImageType> = new Set([
  'png',
  'jpeg',
  'webp',
  'gif',
  'avif',
  'bmp',
]);

/** Chromium decodes to 4 bytes per pixel: 64 MP take 256 MB. A file of some KB can state a hundred times that. */
const MAX_PREVIEW_PIXELS = 64_000_000;

/** Tells whether the panel may draw an image, by the type and size in px that its bytes state. */
export function canPreview({
  type,
  width,
  height,
}: Pick<ImageFacts, 'type' | 'width' | 'height'>): boolean {
  if (!DRAWABLE_TYPES.has(type) || width <= 0 || height <= 0) return false;
  return width * height <= MAX_PREVIEW_PIXELS && Math.max(width, height) <= MAX_SIDE;
}

/**
 * Describes an image in one line: `640×480 px · PNG · 0.2 MB`.
 *
 * @param size of the file in bytes
 */
export function imageDetails(
  { type, width, height }: Pick<ImageFacts, 'width' | 'height'> & { readonly type: string },
  size: number,
): string {
  const px = width > 0 && height > 0 ? [`${width}×${height} px`] : [];
  return [...px, type.toUpperCase(), sizeText(size)].join(' · ');
}
