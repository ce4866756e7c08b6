/**
 * Finds where a result lies over its source. Image models redraw the whole image: they shift it by some px, zoom it by a few
 * percent, and change its ratio or its colors a little. The part outside the user's mark should be the same in both images,
 * so it shows where the marked part belongs.
 */
import type { Mask, Pixels } from '../pixels/pixels.ts';
import { measureColorOffset } from './colorOffset.ts';
import {
  computeLuminance,
  createLevel,
  sampleLuminance,
  shrinkMask,
  type Level,
} from './luminance.ts';
import { longestSide, toPlacement, type Candidate, type Placement } from './placement.ts';
import { climb, searchGrid, type Score, type ScoredCandidate } from './search.ts';

export interface Alignment extends Placement {
  /**
   * `same`: the result shows the source, and lies over it as stated. `different`: there was enough to compare, and the result
   * is another image. `unclear`: too little to compare. For the last two, the result is only stretched to the source's size.
   */
  readonly match: 'same' | 'different' | 'unclear';
  /** The overall color shift of the result. To correct it, add it to the result's red, green, and blue (0 to 255). */
  readonly color: readonly [number, number, number];
}

/** Longest sides of the copies that are compared one after the other, in px. */
const FINEST_SIDE = 768;
const SIDES = [48, 96, 192, 384, FINEST_SIDE] as const;
/** Above this size of a copy, only the best candidate is followed. */
const SINGLE_CANDIDATE_SIDE = 100;
/** The correlation from which two photos or drawings count as the same. */
const MIN_CORRELATION = 0.7;
/** How much better than plain stretching a placement has to be. */
const MIN_GAIN = 0.003;
/** How many candidates of the coarsest copies are followed to finer ones. */
const FOLLOWED = 4;
/** With fewer points, or less variance of their luminance, an image says nothing about its place. */
const MIN_POINTS = 32;
const MIN_VARIANCE = 2;
/** The share of the source's points that the result has to cover. */
const MIN_OVERLAP = 0.6;

/**
 * Finds shift, zoom and color offset of a result over its source. The cost is bounded for all sizes: about ten million
 * comparisons, a second or so.
 *
 * @param mask the marked pixels, which are not compared: any value but 0
 * @param minCorrelation the correlation from which two images count as the same
 */
export function align(
  source: Pixels,
  result: Pixels,
  mask: Mask,
  minCorrelation = MIN_CORRELATION,
): Alignment {
  const base = [result.width / source.width, result.height / source.height] as const;
  const stretched: Candidate = { base, zoom: 1, shift: [0, 0] };
  const found = findPlacement(source, result, mask, stretched, minCorrelation);
  if (typeof found === 'string') {
    return { ...toPlacement(stretched, source, result), match: found, color: [0, 0, 0] };
  }
  const color = measureColorOffset(source, result, mask, found);
  return { ...found, match: 'same', color };
}

function findPlacement(
  source: Pixels,
  result: Pixels,
  mask: Mask,
  stretched: Candidate,
  minCorrelation: number,
): Placement | 'different' | 'unclear' {
  const place = (candidate: Candidate): Placement => toPlacement(candidate, source, result);
  const light = computeLuminance(source, FINEST_SIDE);
  const resultLight = computeLuminance(result, FINEST_SIDE);
  const marks = shrinkMask(mask, light.step);
  let followed: readonly ScoredCandidate[] = [];
  let score: Score = () => 0;
  let finestStep = 0;
  let isComparable = false;
  for (const side of SIDES) {
    const level = createLevel(light, resultLight, marks, side);
    // The copies do not get finer than the images themselves.
    if (level.step === finestStep) break;
    const { step } = level;
    finestStep = step;
    isComparable = hasDetail(level);
    score = (candidate) => correlate(level, place(candidate));
    followed =
      followed.length === 0
        ? [
            // Small copies of text look alike in many places, and the right one is usually near.
            { candidate: stretched, score: score(stretched) },
            ...searchGrid({ source, result, stretched, step, score, count: FOLLOWED }),
          ]
        : followed
            .map(({ candidate }) => climb(candidate, { step, side: longestSide(source), score }))
            .sort((a, b) => b.score - a.score)
            .slice(0, side > SINGLE_CANDIDATE_SIDE ? 1 : FOLLOWED + 1);
  }
  const best = followed[0];
  if (best === undefined || !isComparable) return 'unclear';
  if (best.score < minCorrelation) return 'different';
  return best.score > score(stretched) + MIN_GAIN ? place(best.candidate) : place(stretched);
}

/**
 * Returns the correlation of the luminance of both images, -1 to 1. It ignores overall brightness and contrast, which models
 * change. Returns 0 if too little overlaps, or if one side is a single even color.
 */
function correlate(level: Level, placement: Placement): number {
  const { points, light, result } = level;
  const { step } = result;
  // In px of the result's copy.
  const [scaleX, scaleY] = [placement.scaleX / step, placement.scaleY / step];
  const [offsetX, offsetY] = [placement.offsetX / step - 0.5, placement.offsetY / step - 0.5];
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < light.length; i++) {
    const a = light[i] ?? 0;
    const x = (points[2 * i] ?? 0) * scaleX + offsetX;
    const y = (points[2 * i + 1] ?? 0) * scaleY + offsetY;
    const b = sampleLuminance(result, x, y);
    if (b < 0) continue;
    count++;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  if (count < light.length * MIN_OVERLAP || count < MIN_POINTS) return 0;
  const varianceA = sumAA / count - (sumA / count) ** 2;
  const varianceB = sumBB / count - (sumB / count) ** 2;
  if (varianceA < MIN_VARIANCE || varianceB < MIN_VARIANCE) return 0;
  return (sumAB / count - (sumA * sumB) / count ** 2) / Math.sqrt(varianceA * varianceB);
}

/** Tells whether the source has anything outside the mask that can be found again. */
function hasDetail({ light }: Level): boolean {
  if (light.length < MIN_POINTS) return false;
  const mean = light.reduce((sum, value) => sum + value, 0) / light.length;
  return light.reduce((sum, value) => sum + (value - mean) ** 2, 0) / light.length >= MIN_VARIANCE;
}
