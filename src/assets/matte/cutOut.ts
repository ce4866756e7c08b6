import { CheckError } from '../../errors.ts';
import { isOpaque, type Pixels } from '../../image/pixels/pixels.ts';
import { removeBackground } from './removeBackground.ts';
import type { MatteProblem } from './verify.ts';

export interface CutOut {
  readonly pixels: Pixels;
  /** Problems that a look at the picture settles. */
  readonly doubts: readonly MatteProblem[];
}

/**
 * Makes the plain background of an image transparent.
 *
 * @throws CheckError `no-background` if there is none, and if nothing would be left
 */
export function cutOut(image: Pixels): CutOut {
  if (!isOpaque(image.data)) throw new CheckError({ kind: 'no-background', why: 'transparent' });
  const { pixels, problems } = removeBackground(image);
  if (problems.includes('nothing-left'))
    throw new CheckError({ kind: 'no-background', why: 'all' });
  if (problems.includes('no-plain-background') || problems.includes('background-left')) {
    throw new CheckError({ kind: 'no-background', why: 'not-plain' });
  }
  return { pixels, doubts: problems };
}
