import type { HostView } from '../../../src/panel/protocol.ts';
import type { AskState } from '../ask/state.ts';

/**
 * Returns whether a narrow page shows the results instead of the form. Without a choice of the user or a run, it shows the results once
 * there are any.
 */
export function isFolded(
  { draft }: Pick<AskState, 'draft'>,
  { results, runs }: Pick<HostView, 'results' | 'runs'>,
): boolean {
  return !(draft.showsForm ?? (results.length === 0 && runs.length === 0));
}
