import { decodeImage } from '../../decode/decodeImage.ts';
import { encodePngInParallel } from '../../png/encodePng.ts';
import { toEightBits, type Box } from '../../pixels/pixels.ts';
import { drawRegionReference, type MarkColor } from '../../region/regionReference.ts';
import type { Strokes } from '../../region/strokes.ts';
import { markedRegion } from './markedRegion.ts';

export interface RegionReferenceInput {
  /** An image file that Easel decodes. */
  readonly source: Uint8Array;
  readonly strokes: Strokes;
}

export interface RegionReferenceOutput {
  /** A PNG file. */
  readonly file: Uint8Array;
  readonly color: MarkColor;
  /** The box around the mark, in px of the source. */
  readonly box: Box;
}

/**
 * Draws the image that shows the model which region to edit. Runs before anything is sent, so it also rejects what could not
 * be composited afterwards.
 *
 * @throws CheckError `no-pixels`, `no-mark`
 */
export async function regionReference(input: RegionReferenceInput): Promise<RegionReferenceOutput> {
  const source = toEightBits(await decodeImage(input.source));
  const { mask, box } = markedRegion(input.strokes, source.width, source.height);
  const { drawing, color } = drawRegionReference(source, mask, box);
  return { file: await encodePngInParallel(drawing), color, box };
}
