import { encodeJpeg } from '../image/jpeg/encodeJpeg.ts';
import {
  jpegWithAppearance,
  pngWithAppearance,
  type Appearance,
} from '../image/metadata/appearance.ts';
import type { Pixels } from '../image/pixels/pixels.ts';
import { encodePngInParallel } from '../image/png/encodePng.ts';
import type { AssetFormat } from './recipe.ts';

/** The quality if none was chosen. */
export const USUAL_QUALITY = 90;

/**
 * Encodes an image. It keeps the color profile, without which its colors would look different. JPEG has no transparency, so
 * transparent pixels are blended with white.
 *
 * @param quality 1 to 100; ignored for PNG
 */
export async function encodeAsset(
  pixels: Pixels,
  format: AssetFormat,
  quality: number,
  appearance: Appearance,
): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return pngWithAppearance(await encodePngInParallel(pixels), appearance);
    case 'jpeg':
      return jpegWithAppearance(await encodeJpeg(pixels, quality), appearance);
    case 'webp': {
      const { encodeWebp } = await import('./encodeWebp.ts');
      return await encodeWebp(pixels, quality, appearance.profile);
    }
  }
}
