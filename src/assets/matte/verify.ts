import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import type { Color } from '../pixels/color.ts';
import { excess, hueOf } from './keyColor.ts';
import type { Matte } from './keyMatte.ts';
import { connectedToBorder, dilate } from './neighbors.ts';
import type { Surround } from './surround.ts';
import type { TwoPasses } from './twoPasses.ts';

/**
 * What is wrong with a matte:
 *
 * - `no-plain-background`: the border doesn't have one color.
 * - `background-left`: parts of the border stayed opaque.
 * - `partly-left`: parts of the border stayed half transparent, or more than one side of it opaque.
 * - `key-left`: the color that was asked for as the background is still there.
 * - `nothing-left`: there is no subject.
 * - `see-through`: large parts are half transparent. The subject may have the background's hue.
 * - `rough-background`: the color around the subject isn't smooth, so a pattern or a glow may be left.
 * - `passes-differ`: two drawings of the same subject on different backgrounds don't show the same.
 */
export type MatteProblem =
  | 'no-plain-background'
  | 'background-left'
  | 'partly-left'
  | 'key-left'
  | 'nothing-left'
  | 'see-through'
  | 'rough-background'
  | 'passes-differ';

/** A subject may be cut off at one or two sides. */
export const MIN_BORDER = 0.55;
const MAX_GRAIN = 9;
const [CLEAR, OPAQUE] = [0.05, 0.9];
/** Shares of the image. */
const MIN_SUBJECT = 0.001;
/** Of the subject. */
const MAX_SEE_THROUGH = 0.3;
/** Of the image. Shadows and smoke reach the background, but the background's hue inside of a subject doesn't. */
const MAX_ENCLOSED = 0.004;
/** Edges are soft up to this distance from what is clear or opaque, in px. */
const SOFT_EDGE = 2;

/** Of the border. A subject that is cut off at one side has sharp edges there. */
const MAX_HALF_BORDER = 0.04;
const MAX_OPAQUE_BORDER = 0.26;

/** Judges a matte by what can be measured without the truth. */
export function verifyMatte(
  { image: { width, height }, alpha }: Pick<Matte, 'image' | 'alpha'>,
  { borderShare, grain }: Pick<Surround, 'borderShare' | 'grain'>,
): readonly MatteProblem[] {
  const problems: MatteProblem[] = [];
  if (borderShare < MIN_BORDER) problems.push('no-plain-background');
  if (grain > MAX_GRAIN) problems.push('rough-background');
  const isEnd = Uint8Array.from(alpha, (value) => (value < CLEAR || value > OPAQUE ? 1 : 0));
  const nearEnd = dilate(isEnd, width, height, SOFT_EDGE);
  const isOpen = Uint8Array.from(alpha, (value) => (value <= OPAQUE ? 1 : 0));
  const outside = connectedToBorder(isOpen, width, height);
  let [subject, half, enclosed] = [0, 0, 0];
  let [border, leftBorder, halfBorder, opaqueBorder] = [0, 0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const value = alpha[at] ?? 0;
      const isBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      if (isBorder) {
        border++;
        if (value > 0.1) leftBorder++;
        if (value > OPAQUE) opaqueBorder++;
        else if (value > CLEAR) halfBorder++;
      }
      if (value < CLEAR) continue;
      subject++;
      if (nearEnd[at] === 1) continue;
      half++;
      if (outside[at] === 0) enclosed++;
    }
  }
  if (subject < width * height * MIN_SUBJECT) problems.push('nothing-left');
  else if (half > subject * MAX_SEE_THROUGH || enclosed > width * height * MAX_ENCLOSED) {
    problems.push('see-through');
  }
  if (leftBorder > border * (1 - MIN_BORDER)) problems.push('background-left');
  const isPartlyLeft =
    halfBorder > border * MAX_HALF_BORDER || opaqueBorder > border * MAX_OPAQUE_BORDER;
  if (isPartlyLeft) problems.push('partly-left');
  return problems;
}

/** Of a key color, 0 to 255. Models paint the key darker and duller than it was asked for. */
const STRONG_EXCESS = 60;
/** Of the image. */
const MAX_KEY_LEFT = 0.004;

/** Judges whether the color that was asked for is gone: a model can paint it inside of a frame, or into the subject. */
export function verifyKey({ width, height, data }: Pixels, key: Color): readonly MatteProblem[] {
  const hue = hueOf(key);
  if (hue === undefined) return [];
  let left = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) < 128) continue;
    const own = excess(hue, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    if (own > STRONG_EXCESS) left++;
  }
  return left > width * height * MAX_KEY_LEFT ? ['key-left'] : [];
}

/** The light of two backgrounds has to differ this much, 0 to 255: models don't always paint the second one. */
const MIN_RANGE = 150;
const MAX_CONTRADICTION = 0.02;
/** Of the image. Every channel of a pixel shows the same alpha, unless the passes show different things there. */
const MAX_DISAGREEMENT = 0.01;

/** Judges two passes. */
export function verifyPasses(
  { pixels: { width, height }, alpha, contradiction, disagreement }: TwoPasses,
  onWhite: Surround,
  onBlack: Surround,
): readonly MatteProblem[] {
  const problems: MatteProblem[] = [];
  if (Math.min(onWhite.borderShare, onBlack.borderShare) < MIN_BORDER) {
    problems.push('no-plain-background');
  }
  const range = luma(...onWhite.color) - luma(...onBlack.color);
  const isUnlike = contradiction > MAX_CONTRADICTION || disagreement > MAX_DISAGREEMENT;
  if (range < MIN_RANGE || isUnlike) problems.push('passes-differ');
  const subject = alpha.reduce((count, value) => count + (value > CLEAR ? 1 : 0), 0);
  if (subject < width * height * MIN_SUBJECT) problems.push('nothing-left');
  return problems;
}
