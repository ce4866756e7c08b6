import { luma } from '../../image/pixels/pixels.ts';
import type { Matte } from './keyMatte.ts';
import { dilate } from './neighbors.ts';
import type { Surround } from './surround.ts';
import type { TwoPasses } from './twoPasses.ts';

/**
 * What is wrong with a matte:
 *
 * - `no-plain-background`: the border doesn't have one color.
 * - `background-left`: parts of the border stayed opaque.
 * - `nothing-left`: there is no subject.
 * - `see-through`: large parts are half transparent. The subject may have the background's hue.
 * - `rough-background`: the color around the subject isn't smooth, so a pattern or a glow may be left.
 * - `passes-differ`: two drawings of the same subject on different backgrounds don't show the same.
 */
export type MatteProblem =
  | 'no-plain-background'
  | 'background-left'
  | 'nothing-left'
  | 'see-through'
  | 'rough-background'
  | 'passes-differ';

/** A subject may be cut off at one or two sides. */
const MIN_BORDER = 0.55;
const MAX_GRAIN = 9;
const [CLEAR, OPAQUE] = [0.05, 0.9];
/** Shares of the image. */
const MIN_SUBJECT = 0.001;
/** Of the subject. */
const MAX_SEE_THROUGH = 0.3;
/** Edges are soft up to this distance from what is clear or opaque, in px. */
const SOFT_EDGE = 2;

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
  let [subject, half, border, opaqueBorder] = [0, 0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const value = alpha[at] ?? 0;
      const isBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      if (isBorder) {
        border++;
        if (value > 0.1) opaqueBorder++;
      }
      if (value < CLEAR) continue;
      subject++;
      if (nearEnd[at] === 0) half++;
    }
  }
  if (subject < width * height * MIN_SUBJECT) problems.push('nothing-left');
  else if (half > subject * MAX_SEE_THROUGH) problems.push('see-through');
  if (opaqueBorder > border * (1 - MIN_BORDER)) problems.push('background-left');
  return problems;
}

/** The light of two backgrounds has to differ this much, 0 to 255: models don't always paint the second one. */
const MIN_RANGE = 150;
const MAX_CONTRADICTION = 0.02;

/** Judges two passes. */
export function verifyPasses(
  { pixels: { width, height }, alpha, contradiction }: TwoPasses,
  onWhite: Surround,
  onBlack: Surround,
): readonly MatteProblem[] {
  const problems: MatteProblem[] = [];
  if (Math.min(onWhite.borderShare, onBlack.borderShare) < MIN_BORDER) {
    problems.push('no-plain-background');
  }
  const range = luma(...onWhite.color) - luma(...onBlack.color);
  if (range < MIN_RANGE || contradiction > MAX_CONTRADICTION) problems.push('passes-differ');
  const subject = alpha.reduce((count, value) => count + (value > CLEAR ? 1 : 0), 0);
  if (subject < width * height * MIN_SUBJECT) problems.push('nothing-left');
  return problems;
}
