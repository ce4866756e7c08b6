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

/** Returns whether a run on the result on the stage is a run as usual: there is no result, or it is the source. */
export function canRunOnSource(
  state: Pick<SelectionState, 'selected'>,
  { results, images: [source] }: Pick<HostView, 'results' | 'images'>,
): boolean {
  const result = shownResult(state, results);
  return result === undefined || (result.src !== undefined && result.src === source?.src);
}
