import { type Placement } from './placement.ts';
/**
 * Finds where a result lies over its source. Image models redraw the whole picture: they shift it by some px, zoom it by
 * a few percent, change its ratio or its colours a little. What nobody marked is meant to be the same on both, so it
 * tells where the marked part belongs.
 */
import { createLevel, computeLuminance, sampleLuminance, type Level } from './luminance.ts';
import { measureColorOffset } from './colorOffset.ts';
import type { Mask, Pixels } from '../pixels/pixels.ts';

export interface Alignment extends Placement {
  /** Without it, the result is only scaled to the source's size: too little of the picture is alike to say more. */
  readonly isSure: boolean;
  /** There was enough to compare, and it is another picture. */
  readonly isUnlike: boolean;
  /** Added to the result's red, green and blue: what it lost or gained all over. */
  readonly color: readonly [number, number, number];
}

/** Where a candidate lies, seen from the source's middle: `zoom` is relative to `base`, the shift is in px of the source. */
interface Candidate {
  readonly base: readonly [x: number, y: number];
  readonly zoom: number;
  readonly shift: readonly [x: number, y: number];
}

interface Scored {
  readonly candidate: Candidate;
  readonly score: number;
}

/** Longest sides of the smaller copies that are compared, in px. */
const FINEST = 768;
const SIDES = [48, 96, 192, 384, FINEST] as const;
/** Zooms beyond this are another picture, and so are shifts by more than this share of the longest side. */
const ZOOMS = [0.88, 0.91, 0.94, 0.97, 1, 1.03, 1.06, 1.09, 1.12] as const;
const SHIFT_SHARE = 0.125;
/** Correlation from which two pictures count as the same one, and how much better than plain scaling it has to be. */
const SURE = 0.7;
const BETTER = 0.003;
/** How many candidates of the coarsest copy are followed, and how often each may step at every finer one. */
const FOLLOWED = 4;
const MOST_STEPS = 12;
/** Points, and variance of their luminance, below which a picture says nothing of its place. */
const FEWEST = 32;
const FLAT = 2;

/**
 * Shift, zoom and colour offset of a result over its source. Its cost is bounded whatever the sizes: some ten
 * million comparisons, a second or so.
 *
 * @param mask what is not compared: any value but 0
 */
export function align(source: Pixels, result: Pixels, mask: Mask): Alignment {
  const stretch = [result.width / source.width, result.height / source.height] as const;
  const plain: Candidate = { base: stretch, zoom: 1, shift: [0, 0] };
  const placement = bestPlacement(source, result, mask, plain);
  if (typeof placement === 'string') {
    const isUnlike = placement === 'unlike';
    return { ...placed(source, result, plain), isSure: false, isUnlike, color: [0, 0, 0] };
  }
  const color = measureColorOffset(source, result, mask, placement);
  return { ...placement, isSure: true, isUnlike: false, color };
}

function bestPlacement(
  source: Pixels,
  result: Pixels,
  mask: Mask,
  plain: Candidate,
): Placement | 'plain' | 'unlike' {
  const place = (candidate: Candidate): Placement => placed(source, result, candidate);
  const light = computeLuminance(source, FINEST);
  const resultLight = computeLuminance(result, FINEST);
  let followed: readonly Scored[] = [];
  let score: (candidate: Candidate) => number = () => 0;
  let finest = 0;
  let isPlain = true;
  for (const side of SIDES) {
    const level = createLevel(light, resultLight, mask, side);
    // A finer copy than the picture itself is the same one again.
    if (level.step === finest) break;
    finest = level.step;
    isPlain = !hasDetail(level);
    score = (candidate) => correlation(level, place(candidate));
    followed =
      followed.length === 0
        ? coarse(source, result, plain, level.step, score)
        : followed
            .map(({ candidate }) => climb(candidate, level.step, longest(source), score))
            .sort((a, b) => b.score - a.score)
            .slice(0, side > 100 ? 1 : FOLLOWED);
  }
  const best = followed[0];
  if (best === undefined || isPlain) return 'plain';
  if (best.score < SURE) return 'unlike';
  return best.score > score(plain) + BETTER ? place(best.candidate) : place(plain);
}

/** Everything within reach on the coarsest copy, and the best few of it. */
function coarse(
  source: Pixels,
  result: Pixels,
  plain: Candidate,
  step: number,
  score: (candidate: Candidate) => number,
): readonly Scored[] {
  const reach = Math.ceil((SHIFT_SHARE * longest(source)) / step);
  const all: Scored[] = [];
  for (const base of bases(source, result, plain)) {
    for (const zoom of ZOOMS) {
      for (let y = -reach; y <= reach; y++) {
        for (let x = -reach; x <= reach; x++) {
          const candidate: Candidate = { base, zoom, shift: [x * step, y * step] };
          all.push({ candidate, score: score(candidate) });
        }
      }
    }
  }
  return all.sort((a, b) => b.score - a.score).slice(0, FOLLOWED);
}

/** Stretched to the source's ratio; and, where the result has another one, as wide or as high as the source. */
function bases(
  source: Pixels,
  result: Pixels,
  { base }: Candidate,
): readonly (readonly [number, number])[] {
  const [x, y] = base;
  const isSameRatio = Math.abs(x / y - 1) < 1 / Math.min(source.height, result.height, 200);
  return isSameRatio ? [base] : [base, [x, x], [y, y]];
}

/** Steps to the best neighbour until there is none, with smaller and smaller steps: down to a sixteenth of the copy's px. */
function climb(
  start: Candidate,
  step: number,
  side: number,
  score: (candidate: Candidate) => number,
): Scored {
  let best: Scored = { candidate: start, score: score(start) };
  for (let reach = step; reach >= step / 16; reach /= 2) {
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const next = neighbours(best.candidate, reach, reach / side)
        .map((candidate) => ({ candidate, score: score(candidate) }))
        .reduce((a, b) => (b.score > a.score ? b : a), best);
      if (next === best) break;
      best = next;
    }
  }
  return best;
}

function neighbours({ base, zoom, shift }: Candidate, by: number, zoomBy: number): Candidate[] {
  const [x, y] = shift;
  return [
    { base, zoom, shift: [x - by, y] },
    { base, zoom, shift: [x + by, y] },
    { base, zoom, shift: [x, y - by] },
    { base, zoom, shift: [x, y + by] },
    { base, zoom: zoom - zoomBy, shift },
    { base, zoom: zoom + zoomBy, shift },
  ];
}

function placed(source: Pixels, result: Pixels, { base, zoom, shift }: Candidate): Placement {
  const scaleX = base[0] * zoom;
  const scaleY = base[1] * zoom;
  return {
    scaleX,
    scaleY,
    offsetX: result.width / 2 + base[0] * shift[0] - (source.width / 2) * scaleX,
    offsetY: result.height / 2 + base[1] * shift[1] - (source.height / 2) * scaleY,
  };
}

/** Of the luminance of both, -1 to 1: what is brighter or has more contrast all over is still the same picture. */
function correlation(level: Level, placement: Placement): number {
  const { points, light, result } = level;
  const { scaleX, scaleY, offsetX, offsetY } = placement;
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
  // Too little of the picture lies over the other one, or is more than one even colour.
  if (count < light.length * 0.6 || count < FEWEST) return 0;
  const varianceA = sumAA / count - (sumA / count) ** 2;
  const varianceB = sumBB / count - (sumB / count) ** 2;
  if (varianceA < FLAT || varianceB < FLAT) return 0;
  return (sumAB / count - (sumA * sumB) / count ** 2) / Math.sqrt(varianceA * varianceB);
}

/** Whether the source, outside the mask, has anything that could be found again. */
function hasDetail({ light }: Level): boolean {
  if (light.length < FEWEST) return false;
  const mean = light.reduce((sum, value) => sum + value, 0) / light.length;
  return light.reduce((sum, value) => sum + (value - mean) ** 2, 0) / light.length >= FLAT;
}

function longest({ width, height }: Pixels): number {
  return Math.max(width, height);
}
