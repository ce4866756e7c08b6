import type { HostView, ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';

export interface ResultsState {
  /** The id of the result that is compared with its source. */
  readonly compared: string | undefined;
  /** How much of the image results changed, as sentences, by the ids of the results. */
  readonly measured: Readonly<Record<string, string>>;
  /** The id of the result that was just copied. */
  readonly copied: string | undefined;
}

export type ResultsMessage =
  | Extract<ToPanel, { type: 'measured' }>
  | { readonly type: 'compared'; readonly result: string | undefined }
  | { readonly type: 'copied'; readonly result: string | undefined };

export const resultsUpdates: Updates<ResultsState, ResultsMessage> = {
  measured: ({ measured }, { result, text }) => ({ measured: { ...measured, [result]: text } }),
  compared: (_state, { result }) => ({ compared: result }),
  copied: (_state, { result }) => ({ copied: result }),
};

/**
 * Returns whether a run has brought a result. Restored results don't count, and neither does a result that becomes the
 * newest because another one was removed.
 */
export function hasArrived(before: HostView | undefined, after: HostView | undefined): boolean {
  const [newest] = after?.results ?? [];
  if (before === undefined || newest === undefined || before.runs.length === 0) return false;
  return !before.results.some(({ id }) => id === newest.id);
}
