import { decodeEightBits } from '../../image/decode/decodeImage.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import { readAppearance } from '../../image/metadata/appearance.ts';
import { conversionLabel, type Labeling } from '../../image/provenance/derived.ts';
import { readProvenance } from '../../image/provenance/readProvenance.ts';
import type { HueInput } from './keyColors.ts';
import { encodeAsset } from '../encode.ts';
import { USUAL_QUALITY } from '../formats.ts';
import { checkCutout } from '../matte/cutOut.ts';
import { removeBackgrounds } from '../matte/removeBackground.ts';
import { measureSurround } from '../matte/surround.ts';
import { MIN_BORDER, type MatteProblem } from '../matte/verify.ts';

export interface PassesInput {
  /** Image files that show the same subject, on white and on black. */
  readonly white: Uint8Array;
  readonly black: Uint8Array;
  /** Missing: the file says nothing about how it was made. */
  readonly labeling?: Labeling | undefined;
}

export interface PassesOutput {
  /** A PNG of the size of `white`. */
  readonly file: Uint8Array;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** With `passes-differ`, the file is made from `white` alone. */
  readonly doubts: readonly MatteProblem[];
  readonly losesCredentials: boolean;
}

/** Makes one image with true transparency from two drawings. Seconds for large images. @throws CheckError `no-pixels`, `no-background` */
export async function cutOutPasses({ white, black, labeling }: PassesInput): Promise<PassesOutput> {
  const appearance = readAppearance(white, inspectImage(white)?.type ?? 'png');
  const [onWhite, onBlack] = [await decodeEightBits(white), await decodeEightBits(black)];
  const { pixels, problems: doubts } = checkCutout(removeBackgrounds(onWhite, onBlack));
  const provenance = readProvenance(white);
  const statements = { ...appearance, label: conversionLabel(provenance, labeling) };
  const file = await encodeAsset(pixels, 'png', USUAL_QUALITY, statements);
  const { width, height } = pixels;
  const losesCredentials = provenance.hasCredentials || readProvenance(black).hasCredentials;
  return { file, width, height, doubts, losesCredentials };
}

export interface PlainOutput {
  /** The border has one color. */
  readonly isPlain: boolean;
}

/** Tells whether an image has one color along its border. If the first pass has several, a second one would be paid for in vain. @throws CheckError `no-pixels` */
export async function hasPlainBorder({ file }: HueInput): Promise<PlainOutput> {
  const { borderShare } = measureSurround(await decodeEightBits(file));
  return { isPlain: borderShare >= MIN_BORDER };
}
