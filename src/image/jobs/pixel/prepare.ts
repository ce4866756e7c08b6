import { decodeStored } from '../../decode/decodeImage.ts';
import { uprightPixels, type StoredImage } from '../../decode/raster.ts';
import { inspectImage, type ImageFacts } from '../../formats/inspect.ts';
import {
  readAppearance,
  jpegWithAppearance,
  pngWithAppearance,
} from '../../metadata/appearance.ts';
import { keptSegments } from '../../metadata/keptSegments.ts';
import { withoutPrivateData } from '../../metadata/privateData.ts';
import { encodeJpeg } from '../../jpeg/encodeJpeg.ts';
import { encodePngInParallel } from '../../png/encodePng.ts';
import { applyOrientation } from '../../pixels/orientation.ts';
import { isOpaque, toEightBits, type DeepPixels } from '../../pixels/pixels.ts';
import {
  fittedSize,
  MAX_PNG_BYTES,
  MAX_PNG_PIXELS,
  type Preparation,
} from '../../prepare/preparation.ts';
import { shrink } from '../../prepare/shrink.ts';

export interface PrepareInput {
  readonly file: Uint8Array;
  readonly preparation: Preparation;
  /** Place and camera must not be in the output. */
  readonly isPrivate: boolean;
}

export interface PrepareOutput {
  /** A PNG or JPEG file, or one of the input's type without private data. */
  readonly file: Uint8Array;
  /** The number of frames or pages in the input, of which the output has the first. */
  readonly frames: number;
}

/** Hardly visible, and less than the losses of the photo itself. */
const QUALITY = 95;

/**
 * Makes the file that is sent of a user's file.
 *
 * @throws CheckError `no-pixels`
 */
export async function prepare({
  file,
  preparation,
  isPrivate,
}: PrepareInput): Promise<PrepareOutput> {
  const type = inspectImage(file)?.type ?? 'png';
  if (preparation.kind === 'none') return { file, frames: 1 };
  if (preparation.kind === 'strip') return { file: withoutPrivateData(file, type), frames: 1 };
  const { pixels, frames } = await decodeSmall(file, preparation.side);
  return { file: await encode(pixels, file, type, isPrivate), frames };
}

/** Keeps nothing of the decoded file but its upright pixels: a codec's memory can be freed before they are encoded. */
async function decodeSmall(
  file: Uint8Array,
  side: number,
): Promise<{ readonly pixels: DeepPixels; readonly frames: number }> {
  const stored = await decodeStored(file);
  return { pixels: shrunk(stored, side), frames: stored.frames };
}

/** Shrinks before it turns: the smaller image is turned faster, and a photo of 48 megapixels is never in memory twice. */
function shrunk(stored: StoredImage, side: number): DeepPixels {
  if (Math.max(stored.width, stored.height) <= side) return uprightPixels(stored);
  const { width, height } = fittedSize(stored, side);
  const small = shrink(stored, width, height);
  return applyOrientation(small, stored.orientation);
}

async function encode(
  pixels: DeepPixels,
  file: Uint8Array,
  type: ImageFacts['type'],
  isPrivate: boolean,
): Promise<Uint8Array> {
  const appearance = readAppearance(file, type);
  const isPhoto = type === 'jpeg' && pixels.data instanceof Uint8Array;
  const isLarge = pixels.width * pixels.height > MAX_PNG_PIXELS && isOpaque(pixels.data);
  const png = isPhoto || isLarge ? undefined : await encodePngInParallel(pixels);
  if (png && (png.length <= MAX_PNG_BYTES || !isOpaque(pixels.data))) {
    return pngWithAppearance(png, appearance);
  }
  const kept = isPrivate ? [] : keptSegments(file, type);
  return jpegWithAppearance(await encodeJpeg(toEightBits(pixels), QUALITY), appearance, kept);
}
