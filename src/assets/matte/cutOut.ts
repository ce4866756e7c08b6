import { CheckError } from '../../errors.ts';
import { isOpaque, type Pixels } from '../../image/pixels/pixels.ts';
import type { Color } from '../pixels/color.ts';
import { removeBackground, type Cutout } from './removeBackground.ts';
import { verifyKey } from './verify.ts';

/**
 * Makes the plain background of an image transparent.
 *
 * @param key the color that a model was asked for
 * @returns only with problems that a look at the picture can settle
 * @throws CheckError `no-background` if the background isn't plain or is transparent already, and if nothing would be left
 */
export function cutOut(image: Pixels, key?: Color): Cutout {
  if (!isOpaque(image.data)) throw new CheckError({ kind: 'no-background', why: 'transparent' });
  const cutout = removeBackground(image);
  const { problems } = cutout;
  if (problems.includes('nothing-left'))
    throw new CheckError({ kind: 'no-background', why: 'all' });
  if (problems.includes('no-plain-background') || problems.includes('background-left')) {
    throw new CheckError({ kind: 'no-background', why: 'not-plain' });
  }
  const left = key ? verifyKey(cutout.pixels, key) : [];
  return { ...cutout, problems: [...problems, ...left] };
}
