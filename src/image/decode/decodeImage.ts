import { CheckError } from '../../errors.ts';
import type { ImageFacts } from '../formats/inspect.ts';
import { sourceFacts, type SourceFacts } from '../formats/sourceFacts.ts';
import { jpegComponents } from '../metadata/jpegSegments.ts';
import { decodePixels } from '../pixels/codec.ts';
import { MAX_PIXELS, toEightBits, type DeepPixels, type Pixels } from '../pixels/pixels.ts';
import { isDecodable } from './decodable.ts';
import { decodeBmp, decodeIconBitmap } from './bmp.ts';
import { decodeGif } from './gif.ts';
import { largestIcon } from './ico.ts';
import { uprightPixels, type Raster, type StoredImage } from './raster.ts';

/**
 * Decodes an image file of any type that Easel reads, upright; its bytes decide which type it is. Of several frames or pages, it
 * decodes the first, and of an icon, the largest image. Checks the size in the header before it decodes anything.
 *
 * @throws CheckError `no-pixels` for another type, more than {@link MAX_PIXELS}, and broken or incomplete files
 */
export async function decodeImage(file: Uint8Array): Promise<DeepPixels> {
  return uprightPixels(await decodeStored(file));
}

/** Decodes a file like {@link decodeImage}, to 8 bits per sample. */
export async function decodeEightBits(file: Uint8Array): Promise<Pixels> {
  return toEightBits(await decodeImage(file));
}

/** Decodes a file like {@link decodeImage}, but returns its pixels as they are stored. */
export async function decodeStored(file: Uint8Array): Promise<StoredImage> {
  const facts = sourceFacts(file);
  if (facts === undefined || !isDecodable(facts.type)) {
    throw new CheckError({ kind: 'no-pixels', why: 'type', what: facts?.mimeType ?? '' });
  }
  const what = `${facts.width} × ${facts.height}`;
  checkSize(facts);
  if (!facts.isWhole) throw new CheckError({ kind: 'no-pixels', why: 'broken', what });
  try {
    const image = { orientation: 1, frames: 1, ...(await decodeType(file, facts)) };
    checkSize(image);
    return image;
  } catch (error) {
    if (error instanceof CheckError) throw error;
    throw new CheckError({ kind: 'no-pixels', why: 'broken', what }, { cause: error });
  }
}

function checkSize({ width, height }: Pick<ImageFacts, 'width' | 'height'>): void {
  if (width * height <= MAX_PIXELS) return;
  const what = `${width} × ${height}`;
  throw new CheckError({ kind: 'no-pixels', why: 'too-many', what });
}

type Decoded = Raster & Partial<Pick<StoredImage, 'orientation' | 'frames'>>;

/** Codecs that are large are bundles of their own, loaded here on first use. */
async function decodeType(file: Uint8Array, facts: SourceFacts): Promise<Decoded> {
  switch (facts.type) {
    case 'png':
      return rgba(await decodePixels(file));
    case 'jpeg':
      return await decodeJpegFile(file, facts);
    case 'webp': {
      const { decodeWebp } = await import('./webp.ts');
      return await decodeWebp(file, facts);
    }
    case 'avif': {
      const { decodeAvif } = await import('./avif.ts');
      return { ...(await decodeAvif(file)), orientation: facts.orientation };
    }
    case 'gif':
      return decodeGif(file);
    case 'bmp':
      return decodeBmp(file);
    case 'ico':
      return await decodeIcon(file);
    case 'tiff': {
      const { decodeTiff } = await import('./tiff.ts');
      return decodeTiff(file, facts);
    }
    default:
      throw new Error(facts.type);
  }
}

async function decodeJpegFile(file: Uint8Array, { orientation }: SourceFacts): Promise<Decoded> {
  if (jpegComponents(file) > 3) return rgba(await decodePixels(file));
  try {
    const { decodeJpeg } = await import('../jpeg/turbo.ts');
    return { ...(await decodeJpeg(file)), orientation };
  } catch {
    // Some cameras write stray bytes before the end. libjpeg-turbo only warns about them, but its package throws.
    return rgba(await decodePixels(file));
  }
}

async function decodeIcon(file: Uint8Array): Promise<Decoded> {
  const { kind, bytes } = largestIcon(file);
  if (kind === 'bitmap') return decodeIconBitmap(bytes);
  // The directory can't state more than 256 px. The PNG's own header is checked with its pixels.
  return rgba(await decodePixels(bytes));
}

function rgba(pixels: DeepPixels): Raster {
  return { ...pixels, channels: 4 };
}
