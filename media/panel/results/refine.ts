import type { HostView } from '../../../src/panel/protocol.ts';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import { shownResult, type SelectionState } from './selection.ts';

/** Returns the result on the stage, if a run on it would be another one than a run on the source. */
export function refinable(
  state: Pick<SelectionState, 'selected'>,
  { results, images: [source] }: Pick<HostView, 'results' | 'images'>,
): ResultView | undefined {
  const result = shownResult(state, results);
  return result?.src === undefined || result.src === source?.src ? undefined : result;
}

/** Returns why no run on the result on the stage is offered, as the name of a string; undefined if one is. */
export function whyNotRefinable(
  state: Pick<SelectionState, 'selected'>,
  view: Pick<HostView, 'results' | 'images'>,
): 'refineNothing' | 'refineSource' | 'refineMissing' | undefined {
  if (refinable(state, view) !== undefined) return undefined;
  const result = shownResult(state, view.results);
  if (result === undefined) return 'refineNothing';
  return result.src === undefined ? 'refineMissing' : 'refineSource';
}

/** Returns whether a run on the result on the stage is a run as usual: there is no result, or it is the source. */
export function canRunOnSource(
  state: Pick<SelectionState, 'selected'>,
  { results, images: [source] }: Pick<HostView, 'results' | 'images'>,
): boolean {
  const result = shownResult(state, results);
  return result === undefined || (result.src !== undefined && result.src === source?.src);
}
