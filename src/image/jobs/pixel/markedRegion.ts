import { CheckError } from '../../../errors.ts';
import { boundingBox, type Box, type Mask } from '../../pixels/pixels.ts';
import { createMask } from '../../region/mask.ts';
import type { Strokes } from '../../region/strokes.ts';

export interface MarkedRegion {
  readonly mask: Mask;
  /** The box around all marked pixels. */
  readonly box: Box;
}

/**
 * Returns what strokes mark on an image of this size in px.
 *
 * @throws CheckError `no-mark` if they mark nothing of it
 */
export function markedRegion(strokes: Strokes, width: number, height: number): MarkedRegion {
  const mask = createMask(strokes, width, height);
  const box = boundingBox(width, height, (at) => mask.data[at] !== 0);
  if (box === undefined) throw new CheckError({ kind: 'no-mark' });
  return { mask, box };
}
