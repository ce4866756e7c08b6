import { decodeEightBits, decodeImage } from '../../decode/decodeImage.ts';
import { align, type Alignment } from '../../align/align.ts';
import { encodePngInParallel } from '../../png/encodePng.ts';
import { pngLike } from '../../metadata/appearance.ts';
import { mergeLabel } from '../../provenance/derived.ts';
import { labelFile } from '../../provenance/labelFile.ts';
import { readProvenance } from '../../provenance/readProvenance.ts';
import { toEightBits } from '../../pixels/pixels.ts';
import { createBlendWeights } from '../../region/blendWeights.ts';
import { measureChangeOutside } from '../../region/changedOutside.ts';
import { composite as blendRegion } from '../../region/composite.ts';
import type { Strokes } from '../../region/strokes.ts';
import { markedRegion } from './markedRegion.ts';

export interface CompositeInput {
  /** Image files that Easel decodes. */
  readonly source: Uint8Array;
  readonly result: Uint8Array;
  readonly strokes: Strokes;
  /** How far the change fades out beyond the mark, in px; 0 to 32. */
  readonly feather: number;
  /** Whether a model made the result, for the file to say so. Missing: the file says nothing about how it was made. */
  readonly labeling?: { readonly isAiResult: boolean } | undefined;
}

export interface CompositeOutput {
  /** A PNG file of the source's size. Outside mark and feather, its pixels are the source's. */
  readonly file: Uint8Array;
  readonly alignment: Alignment;
  /** How much the result changed outside the mark, as a share of that part, 0 to 1. Missing unless both images match. */
  readonly changedOutside?: number;
  /** The images with Content Credentials. The file can't have them: a signature covers the bytes of one of these images. */
  readonly lostCredentials: { readonly source: boolean; readonly result: boolean };
}

/** If more than this share changed outside the mark, the model changed the colors on purpose, and did not just drift. */
const MAX_DRIFT_SHARE = 0.25;

/**
 * Puts the marked region of a result into its source.
 *
 * @throws CheckError `no-pixels`, `no-mark`
 */
export async function composite({
  source: sourceFile,
  result: resultFile,
  strokes,
  feather,
  labeling,
}: CompositeInput): Promise<CompositeOutput> {
  const [source, result] = await Promise.all([
    decodeImage(sourceFile),
    decodeEightBits(resultFile),
  ]);
  const { mask, box } = markedRegion(strokes, source.width, source.height);
  const found = align(toEightBits(source), result, mask);
  const changedOutside =
    found.match === 'same'
      ? measureChangeOutside(toEightBits(source), result, mask, found)
      : undefined;
  const hasDrifted = changedOutside !== undefined && changedOutside < MAX_DRIFT_SHARE;
  const alignment: Alignment = hasDrifted ? found : { ...found, color: [0, 0, 0] };
  const blended = blendRegion(source, result, createBlendWeights(mask, box, feather), alignment);
  const file = pngLike(sourceFile, await encodePngInParallel(blended));
  const [before, after] = [readProvenance(sourceFile), readProvenance(resultFile)];
  const label = labeling && mergeLabel(before, after, labeling.isAiResult);
  return {
    file: label === undefined ? file : labelFile(file, label),
    alignment,
    lostCredentials: { source: before.hasCredentials, result: after.hasCredentials },
    ...(changedOutside !== undefined && { changedOutside }),
  };
}
