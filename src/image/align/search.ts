/** The search for the best candidate: a grid on the coarsest copies, then small steps on finer ones. */
import { longestSide, type Candidate, type Size } from './placement.ts';

/** Rates a candidate: higher is better. */
export type Score = (candidate: Candidate) => number;

export interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly score: number;
}

/** Models zoom by a few percent. Beyond these zooms, the result is another image. */
const ZOOMS = [0.88, 0.91, 0.94, 0.97, 1, 1.03, 1.06, 1.09, 1.12] as const;
/** The largest shift, as a share of the longest side. */
const MAX_SHIFT = 0.125;
/** Steps for each step size; a climb that takes more is not converging. */
const MAX_STEPS = 12;

export interface GridOptions {
  readonly source: Size;
  readonly result: Size;
  /** The result stretched over the source. */
  readonly stretched: Candidate;
  /** Distance of the grid's points in px of the source. */
  readonly step: number;
  readonly score: Score;
  /** How many candidates to return. */
  readonly count: number;
}

/** Rates every zoom and shift within reach, and returns the best candidates, best first. */
export function searchGrid(options: GridOptions): readonly ScoredCandidate[] {
  const { source, result, stretched, step, score, count } = options;
  const reach = Math.ceil((MAX_SHIFT * longestSide(source)) / step);
  const all: ScoredCandidate[] = [];
  for (const base of possibleBases(source, result, stretched)) {
    for (const zoom of ZOOMS) {
      for (let y = -reach; y <= reach; y++) {
        for (let x = -reach; x <= reach; x++) {
          const candidate: Candidate = { base, zoom, shift: [x * step, y * step] };
          all.push({ candidate, score: score(candidate) });
        }
      }
    }
  }
  return all.sort((a, b) => b.score - a.score).slice(0, count);
}

/** A result of another ratio may be stretched to the source's, or cropped: as wide or as high as the source. */
function possibleBases(
  source: Size,
  result: Size,
  { base }: Candidate,
): readonly (readonly [number, number])[] {
  const [x, y] = base;
  const isSameRatio = Math.abs(x / y - 1) < 1 / Math.min(source.height, result.height, 200);
  return isSameRatio ? [base] : [base, [x, x], [y, y]];
}

/**
 * Moves a candidate to better neighbors as long as there are any, with steps that shrink to a sixteenth of `step`.
 *
 * @param step the first step, in px of the source
 * @param side the longest side of the source in px: zoom steps move its edge as far as shift steps do
 */
export function climb(
  start: Candidate,
  { step, side, score }: { readonly step: number; readonly side: number; readonly score: Score },
): ScoredCandidate {
  let best: ScoredCandidate = { candidate: start, score: score(start) };
  for (let reach = step; reach >= step / 16; reach /= 2) {
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const next = neighbors(best.candidate, reach, reach / side)
        .map((candidate) => ({ candidate, score: score(candidate) }))
        .reduce((a, b) => (b.score > a.score ? b : a), best);
      if (next === best) break;
      best = next;
    }
  }
  return best;
}

function neighbors({ base, zoom, shift }: Candidate, by: number, zoomBy: number): Candidate[] {
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
