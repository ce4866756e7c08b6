import { CheckError } from '../errors.ts';
import { decodeEightBits, decodeStored } from '../image/decode/decodeImage.ts';
import { uprightPixels } from '../image/decode/raster.ts';
import { inspectImage } from '../image/formats/inspect.ts';
import { readAppearance } from '../image/metadata/appearance.ts';
import { conversionLabel, type Labeling } from '../image/provenance/derived.ts';
import { readProvenance } from '../image/provenance/readProvenance.ts';
import { isOpaque, MAX_PIXELS, toEightBits, type Pixels } from '../image/pixels/pixels.ts';
import { padAround } from './pixels/pad.ts';
import { encodeAsset, loadEncoder, type Statements } from './encode.ts';
import { MAX_WEBP_SIDE, USUAL_QUALITY, WRITTEN_TYPES, type WrittenType } from './formats.ts';
import { layOut, type Size } from './layout.ts';
import { focusOf } from './focus.ts';
import { encodePngUnder, type LightPng } from './lightPng.ts';
import { cutOut } from './matte/cutOut.ts';
import type { Color } from './pixels/color.ts';
import type { MatteProblem } from './matte/verify.ts';
import { fitOf, type Recipe } from './recipe.ts';
import { resizePixels } from './pixels/resize.ts';
import { similarity } from './pixels/similarity.ts';
import { BEST_QUALITY, encodeUnder } from './weight.ts';

export interface AssetInput {
  /** An image file that Easel decodes. */
  readonly file: Uint8Array;
  readonly recipe: Recipe;
  /** Missing: the file says nothing about how it was made. */
  readonly labeling?: Labeling | undefined;
  /** A transparent image becomes a PNG where a JPEG was asked for. Missing: it is blended with white. */
  readonly keepsAlpha?: true;
  /** The color that a model was asked to paint around the subject. */
  readonly key?: Color | undefined;
}

export interface AssetOutput {
  readonly file: Uint8Array;
  readonly format: WrittenType;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** The image had fewer pixels than the asset. */
  readonly isEnlarged: boolean;
  /** To fit a limit of bytes, a PNG was reduced to so many colors. The difference isn't visible. Missing: it has all of them. */
  readonly colors?: number;
  /** How many frames the image has. The asset is made from the first. */
  readonly frames: number;
  /** What may be wrong with a removed background. */
  readonly doubts: readonly MatteProblem[];
  /** The image has Content Credentials. The asset can't have them: a signature covers the image's own bytes. */
  readonly losesCredentials: boolean;
}

/**
 * Makes an asset from an image: decodes it, removes its background, crops, scales, pads, and encodes it. Seconds for large images.
 *
 * @throws CheckError `no-pixels`, `no-background`, `too-heavy`
 */
export async function makeAsset(input: AssetInput): Promise<AssetOutput> {
  const { file, recipe, labeling, key } = input;
  const wanted = recipe.format ?? usualFormat(file, recipe);
  loadEncoder(wanted);
  const appearance = readAppearance(file, inspectImage(file)?.type ?? 'png');
  const stored = await decodeStored(file);
  const whole = toEightBits(uprightPixels(stored));
  const { pixels: source, problems: doubts } =
    recipe.background === undefined ? { pixels: whole, problems: [] } : cutOut(whole, key);
  const format = wanted === 'jpeg' && input.keepsAlpha && !isOpaque(source.data) ? 'png' : wanted;
  const layout = layOut(source, recipe, fitOf(recipe), focusOf(source, recipe));
  const { canvas, isEnlarged } = layout;
  checkSize(canvas, format);
  const scaled = resizePixels(source, layout.scaled, layout.crop);
  const pixels = padAround(scaled, layout, recipe.pad);
  const provenance = readProvenance(file);
  const statements = { ...appearance, label: conversionLabel(provenance, labeling) };
  const { hasCredentials: losesCredentials } = provenance;
  const result = { format, ...canvas, isEnlarged, frames: stored.frames, losesCredentials, doubts };
  return { ...result, ...(await encodeAs(format, pixels, recipe, statements)) };
}

/** @throws CheckError `too-heavy` */
async function encodeAs(
  format: WrittenType,
  pixels: Pixels,
  { mostBytes, quality }: Recipe,
  statements: Statements,
): Promise<LightPng> {
  const encode = (one: number) => encodeAsset(pixels, format, one, statements);
  if (mostBytes === undefined) return { file: await encode(quality ?? USUAL_QUALITY) };
  if (format === 'png') {
    return await encodePngUnder(pixels, mostBytes, (one) => encodeAsset(one, 'png', 0, statements));
  }
  const similarityOf = async (file: Uint8Array) => similarity(pixels, await decodeEightBits(file));
  const best = quality ?? BEST_QUALITY;
  return { file: (await encodeUnder(mostBytes, { encode, similarityOf, best })).file };
}

/** The image's own type; with a limit, the one with the smallest files. */
function usualFormat(file: Uint8Array, { mostBytes, background }: Recipe): WrittenType {
  if (mostBytes !== undefined) return 'webp';
  const type = inspectImage(file)?.type;
  // JPEG has no transparency.
  if (background !== undefined && type === 'jpeg') return 'png';
  return WRITTEN_TYPES.find((format) => format === type) ?? 'png';
}

/** @throws CheckError `no-pixels` */
function checkSize({ width, height }: Size, format: WrittenType): void {
  const isTooLong = format === 'webp' && Math.max(width, height) > MAX_WEBP_SIDE;
  if (width * height <= MAX_PIXELS && !isTooLong) return;
  throw new CheckError({ kind: 'no-pixels', why: 'too-many', what: `${width} × ${height}` });
}
