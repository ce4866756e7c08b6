import { CheckError } from '../errors.ts';
import { decodeEightBits } from '../image/decode/decodeImage.ts';
import { inspectImage } from '../image/formats/inspect.ts';
import { readAppearance } from '../image/metadata/appearance.ts';
import { MAX_PIXELS } from '../image/pixels/pixels.ts';
import { cropPixels, padPixels } from './canvas.ts';
import { encodeAsset, USUAL_QUALITY } from './encode.ts';
import { layOut } from './layout.ts';
import { ASSET_FORMATS, type AssetFormat, type Recipe } from './recipe.ts';
import { resizePixels } from './resize.ts';
import { similarity } from './similarity.ts';
import { encodeUnder } from './weight.ts';

export interface AssetInput {
  /** An image file that Easel decodes. */
  readonly file: Uint8Array;
  readonly recipe: Recipe;
}

export interface AssetOutput {
  readonly file: Uint8Array;
  readonly format: AssetFormat;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** The image had fewer pixels than the asset. */
  readonly isEnlarged: boolean;
}

/**
 * Makes an asset from an image: decodes, crops, scales, pads, and encodes it. Seconds for large images.
 *
 * @throws CheckError `no-pixels`, `too-heavy`
 */
export async function makeAsset({ file, recipe }: AssetInput): Promise<AssetOutput> {
  const format = recipe.format ?? usualFormat(file, recipe);
  const appearance = readAppearance(file, inspectImage(file)?.type ?? 'png');
  const source = await decodeEightBits(file);
  const layout = layOut(source, recipe, recipe.fit ?? 'cover');
  const { canvas, isEnlarged } = layout;
  if (canvas.width * canvas.height > MAX_PIXELS) {
    const what = `${canvas.width} × ${canvas.height}`;
    throw new CheckError({ kind: 'no-pixels', why: 'too-many', what });
  }
  const part = cropPixels(source, layout.crop);
  const pixels = padPixels(resizePixels(part, layout.scaled), layout);
  const encode = (quality: number) => encodeAsset(pixels, format, quality, appearance);
  const result = { format, ...canvas, isEnlarged };
  const { mostBytes, quality = USUAL_QUALITY } = recipe;
  if (mostBytes === undefined) return { file: await encode(quality), ...result };
  if (format === 'png') return { file: checkWeight(await encode(quality), mostBytes), ...result };
  const similarityOf = async (one: Uint8Array) => similarity(pixels, await decodeEightBits(one));
  return { file: (await encodeUnder(mostBytes, { encode, similarityOf })).file, ...result };
}

/** The image's own type; with a limit, the one with the smallest files. */
function usualFormat(file: Uint8Array, { mostBytes }: Recipe): AssetFormat {
  if (mostBytes !== undefined) return 'webp';
  const type = inspectImage(file)?.type;
  return ASSET_FORMATS.find((format) => format === type) ?? 'png';
}

/** PNG has no quality to give up. */
function checkWeight(file: Uint8Array, mostBytes: number): Uint8Array {
  if (file.length <= mostBytes) return file;
  throw new CheckError({ kind: 'too-heavy', mostBytes, leastBytes: file.length });
}
