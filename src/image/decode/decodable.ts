import type { ImageFacts } from '../formats/inspect.ts';

const DECODABLE: ReadonlySet<ImageFacts['type']> = new Set([
  'png',
  'jpeg',
  'webp',
  'avif',
  'gif',
  'bmp',
  'ico',
  'tiff',
]);

/** Tells whether Easel decodes files of a type. HEIC and HEIF are not among them: their codec is patented and large. */
export function isDecodable(type: ImageFacts['type']): boolean {
  return DECODABLE.has(type);
}

/** Tells the same by a MIME type. */
export function isDecodableMimeType(mimeType: string): boolean {
  const type = mimeType === 'image/x-icon' ? 'ico' : mimeType.replace('image/', '');
  return [...DECODABLE].some((known) => known === type);
}
