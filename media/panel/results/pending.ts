import type { HostView } from '../../../src/panel/protocol.ts';
import type { PartView, RunView } from '../../../src/panel/runs/protocol.ts';
import type { ResultsState } from './state.ts';

/** A request in progress that has a place on the contact sheet. */
export interface PendingPart extends PartView {
  /** The id of its run. */
  readonly run: string;
  readonly number: number;
}

/**
 * Returns the requests that a contact sheet waits for: those of the newest run with several, unless the user looks at another
 * result. An image is listed a moment after its request has ended, and keeps the place of the request until then.
 */
export function pendingParts(
  { selected, sheet }: Pick<ResultsState, 'selected' | 'sheet'>,
  { runs, results }: Pick<HostView, 'runs' | 'results'>,
): readonly PendingPart[] {
  const run = runs.findLast(({ count }) => count > 1);
  const looksElsewhere =
    selected !== undefined && results.find(({ id }) => id === selected)?.run !== run?.id;
  if (run === undefined || looksElsewhere || sheet === false) return [];
  const unlisted = new Set(unlistedParts(run, results).map(({ number }) => number));
  // A request that failed keeps its place until the run ends, when the reason takes it.
  return partsOf(run).filter(({ state, number }) => state === 'failed' || unlisted.has(number));
}

function partsOf(run: RunView): readonly PendingPart[] {
  return run.parts.map((part, index) => ({ ...part, run: run.id, number: index + 1 }));
}

/** Returns the requests of a run whose images are not in the list yet. Each keeps a place for its image, so that nothing moves. */
export function unlistedParts(run: RunView, results: HostView['results']): readonly PendingPart[] {
  const parts = partsOf(run);
  const done = parts.filter(({ state }) => state === 'done');
  const listed = results.filter((result) => result.run === run.id).length;
  return parts.filter(
    (part) => part.state === 'waiting' || part.state === 'running' || done.indexOf(part) >= listed,
  );
}
