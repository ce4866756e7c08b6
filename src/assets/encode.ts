import { encodeJpeg } from '../image/jpeg/encodeJpeg.ts';
import {
  jpegWithAppearance,
  pngWithAppearance,
  type Appearance,
} from '../image/metadata/appearance.ts';
import { labelFile } from '../image/provenance/labelFile.ts';
import type { Label } from '../image/provenance/sourceType.ts';
import type { Pixels } from '../image/pixels/pixels.ts';
import { encodeCompactPng } from '../image/png/compactPng.ts';
import type { WrittenType } from './formats.ts';

/** What a file states besides its pixels. */
export interface Statements extends Appearance {
  /** How the image was made. */
  readonly label?: Label | undefined;
}

/** Loads the encoder of a type while other work waits, such as for the threads that inflate a PNG. */
export function loadEncoder(format: WrittenType): void {
  if (format !== 'webp') return;
  // A failure shows when the image is encoded.
  const load = async () => {
    await (await import('./encodeWebp.ts')).loadWebpEncoder();
  };
  load().catch(() => undefined);
}

/**
 * Encodes an image. It keeps the color profile, without which its colors would look different. JPEG has no transparency, so
 * transparent pixels are blended with white.
 *
 * @param quality 1 to 100; ignored for PNG
 */
export async function encodeAsset(
  pixels: Pixels,
  format: WrittenType,
  quality: number,
  { label, ...appearance }: Statements,
): Promise<Uint8Array> {
  const file = await encode(pixels, format, quality, appearance);
  return label === undefined ? file : labelFile(file, label);
}

async function encode(
  pixels: Pixels,
  format: WrittenType,
  quality: number,
  appearance: Appearance,
): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return pngWithAppearance(await encodeCompactPng(pixels), appearance);
    case 'jpeg':
      return jpegWithAppearance(await encodeJpeg(pixels, quality), appearance);
    case 'webp': {
      const { encodeWebp } = await import('./encodeWebp.ts');
      return await encodeWebp(pixels, quality, appearance.profile);
    }
  }
}
