import { decode as decodeJpeg, encode as encodeJpeg } from 'jpeg-js';
import { CheckError } from '../../errors.ts';
import { sourceFacts, type SourceFacts } from '../formats/sourceFacts.ts';
import { decodePng } from '../png/decodePng.ts';
import { applyOrientation } from './orientation.ts';
import { MAX_PIXELS, isOpaque, onWhite, type DeepPixels, type Pixels } from './pixels.ts';

/**
 * Decodes a PNG or JPEG file; its bytes decide which of the two it is. Keeps the 16 bits of a deep PNG, and turns a JPEG
 * upright as its Exif orientation says. Checks the size in the header before it inflates anything.
 *
 * @throws CheckError `no-pixels` for another type, more than {@link MAX_PIXELS}, and broken or incomplete files
 */
export async function decodePixels(file: Uint8Array): Promise<DeepPixels> {
  const facts = sourceFacts(file);
  if (facts?.type !== 'png' && facts?.type !== 'jpeg') {
    throw new CheckError({ kind: 'no-pixels', why: 'type', what: facts?.mimeType ?? '' });
  }
  const what = `${facts.width} × ${facts.height}`;
  if (facts.width * facts.height > MAX_PIXELS) {
    throw new CheckError({ kind: 'no-pixels', why: 'too-many', what });
  }
  if (!facts.isWhole) throw new CheckError({ kind: 'no-pixels', why: 'broken', what });
  try {
    return facts.type === 'png' ? await decodePng(file) : decodeJpegFile(file, facts);
  } catch (error) {
    throw new CheckError({ kind: 'no-pixels', why: 'broken', what }, { cause: error });
  }
}

/**
 * Encodes a JPEG file. JPEG has no transparency, so transparent pixels are blended with white.
 *
 * @param quality 1 to 100
 */
export function encodeJpegFile(image: Pixels, quality: number): Uint8Array {
  const { width, height } = image;
  return encodeJpeg({ width, height, data: withoutAlpha(image) }, quality).data;
}

/** Returns the samples themselves where all pixels are opaque: the encoder doesn't change them. */
function withoutAlpha({ data }: Pixels): Uint8Array {
  if (isOpaque(data)) return data;
  const opaque = Uint8Array.from(data);
  for (let at = 0; at < opaque.length; at += 4) {
    const alpha = opaque[at + 3] ?? 255;
    for (let channel = at; alpha < 255 && channel < at + 3; channel++) {
      opaque[channel] = onWhite(opaque[channel] ?? 0, alpha);
    }
  }
  return opaque;
}

function decodeJpegFile(file: Uint8Array, { orientation }: SourceFacts): Pixels {
  const { width, height, data } = decodeJpeg(file, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: MAX_PIXELS / 1_000_000,
    // The library counts its own memory, several bytes for each pixel that the limit above allows.
    maxMemoryUsageInMB: 1500,
  });
  return applyOrientation({ width, height, data }, orientation);
}
