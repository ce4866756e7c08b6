import { CheckError } from '../../errors.ts';
import { align, type Alignment } from '../align/align.ts';
import { compareImages } from '../pixels/compare.ts';
import { boundingBox, toEightBits, type Box, type Mask } from '../pixels/pixels.ts';
import { decodePixels, encodeJpegFile, encodePngFile } from '../pixels/codec.ts';
import { copyColorProfile } from '../pixels/colorProfile.ts';
import { composite } from '../region/composite.ts';
import type { CompareJob, CompositeJob, ConvertJob, Done, Job, ReferenceJob } from './pixelJobs.ts';
import { createMask, createBlendWeights } from '../region/mask.ts';
import { measureChangeOutside } from '../region/changedOutside.ts';
import { drawRegionReference } from '../region/regionReference.ts';
import type { Strokes } from '../region/strokes.ts';

/** Of what lies outside the mark: beyond this, the model meant it. */
const MOST_CHANGED = 0.25;

/**
 * Does one job, on this thread: seconds for large pictures.
 *
 * @throws CheckError `no-pixels`, `no-mark`
 */
export function doJob(job: Job): Done {
  switch (job.kind) {
    case 'reference':
      return reference(job);
    case 'composite':
      return putBack(job);
    case 'compare':
      return compared(job);
    case 'convert':
      return converted(job);
  }
}

function reference({ source, strokes }: ReferenceJob): Done {
  const pixels = toEightBits(decodePixels(source));
  const { mask, box } = marked(strokes, pixels.width, pixels.height);
  const { picture, color } = drawRegionReference(pixels, mask, box);
  return { kind: 'reference', file: encodePngFile(picture), color, box };
}

function putBack({ source, result, strokes, feather }: CompositeJob): Done {
  const pixels = decodePixels(source);
  const { mask, box } = marked(strokes, pixels.width, pixels.height);
  const fresh = toEightBits(decodePixels(result));
  const found = align(toEightBits(pixels), fresh, mask);
  const changed = found.isSure
    ? measureChangeOutside(toEightBits(pixels), fresh, mask, found)
    : undefined;
  // Colours that are brought back but do not meet the source's have not drifted: they were changed on purpose.
  const hasDrifted = changed !== undefined && changed < MOST_CHANGED;
  const alignment: Alignment = hasDrifted ? found : { ...found, color: [0, 0, 0] };
  const whole = composite(pixels, fresh, createBlendWeights(mask, box, feather), alignment);
  return {
    kind: 'composite',
    file: copyColorProfile(source, encodePngFile(whole)),
    alignment,
    ...(changed !== undefined && { changedOutside: changed }),
  };
}

function compared({ before, after, threshold }: CompareJob): Done {
  const { picture, ...facts } = compareImages(
    toEightBits(decodePixels(before)),
    toEightBits(decodePixels(after)),
    threshold,
  );
  return { kind: 'compare', ...facts, file: encodePngFile(picture) };
}

function converted({ file, to, quality }: ConvertJob): Done {
  const pixels = decodePixels(file);
  return {
    kind: 'convert',
    file:
      to === 'png'
        ? copyColorProfile(file, encodePngFile(pixels))
        : encodeJpegFile(toEightBits(pixels), quality),
  };
}

function marked(
  strokes: Strokes,
  width: number,
  height: number,
): { readonly mask: Mask; readonly box: Box } {
  const mask = createMask(strokes, width, height);
  const box = boundingBox(width, height, (at) => mask.data[at] !== 0);
  if (box === undefined) throw new CheckError({ kind: 'no-mark' });
  return { mask, box };
}
