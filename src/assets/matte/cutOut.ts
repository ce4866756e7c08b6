import { CheckError } from '../../errors.ts';
import { isOpaque, type Pixels } from '../../image/pixels/pixels.ts';
import { onColor } from '../pixels/canvas.ts';
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
  if (hasClearBorder(image)) throw new CheckError({ kind: 'no-background', why: 'transparent' });
  const cutout = checkCutout(
    removeBackground(isOpaque(image.data) ? image : onColor(image, WHITE)),
  );
  const left = key ? verifyKey(cutout.pixels, key) : [];
  return { ...cutout, problems: [...cutout.problems, ...left] };
}

const WHITE: Color = [255, 255, 255];
/** Of the border. */
const CLEAR_BORDER = 0.5;

/** Tells whether an image has a transparent background. A few pixels with alpha, such as soft edges, are not enough. */
function hasClearBorder({ width, height, data }: Pixels): boolean {
  const isClear = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) < 26;
  let clear = 0;
  for (let x = 0; x < width; x++) clear += Number(isClear(x, 0)) + Number(isClear(x, height - 1));
  for (let y = 0; y < height; y++) clear += Number(isClear(0, y)) + Number(isClear(width - 1, y));
  return clear >= 2 * (width + height) * CLEAR_BORDER;
}

/** Refuses an image of which nothing would be left, or too much. @throws CheckError `no-background` */
export function checkCutout(cutout: Cutout): Cutout {
  const { problems } = cutout;
  if (problems.includes('nothing-left'))
    throw new CheckError({ kind: 'no-background', why: 'all' });
  if (problems.includes('no-plain-background') || problems.includes('background-left')) {
    throw new CheckError({ kind: 'no-background', why: 'not-plain' });
  }
  return cutout;
}
