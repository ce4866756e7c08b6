import { decodeEightBits } from '../image/decode/decodeImage.ts';
import { inspectImage } from '../image/formats/inspect.ts';
import { readAppearance } from '../image/metadata/appearance.ts';
import { conversionLabel, type Labeling } from '../image/provenance/derived.ts';
import { readProvenance } from '../image/provenance/readProvenance.ts';
import { encodeAsset } from './encode.ts';
import { USUAL_QUALITY } from './formats.ts';
import { removeBackgrounds } from './matte/removeBackground.ts';
import type { MatteProblem } from './matte/verify.ts';

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

/** Makes one image with true transparency from two drawings. Seconds for large images. @throws CheckError `no-pixels` */
export async function cutOutPasses({ white, black, labeling }: PassesInput): Promise<PassesOutput> {
  const appearance = readAppearance(white, inspectImage(white)?.type ?? 'png');
  const [onWhite, onBlack] = [await decodeEightBits(white), await decodeEightBits(black)];
  const { pixels, problems: doubts } = removeBackgrounds(onWhite, onBlack);
  const provenance = readProvenance(white);
  const statements = { ...appearance, label: conversionLabel(provenance, labeling) };
  const file = await encodeAsset(pixels, 'png', USUAL_QUALITY, statements);
  const { width, height } = pixels;
  const losesCredentials = provenance.hasCredentials || readProvenance(black).hasCredentials;
  return { file, width, height, doubts, losesCredentials };
}
