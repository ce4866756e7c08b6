import type { History } from '../../history/history.ts';
import type { PanelResult } from '../results/state.ts';

/** What was removed from the history, and from the strip of results. */
export interface Removal {
  readonly entries: History;
  readonly results: readonly PanelResult[];
  /** The URIs of all results before, in their order. */
  readonly order: readonly string[];
}

export const NO_REMOVAL: Removal = { entries: [], results: [], order: [] };

/** Returns what the strip loses with an image, which the history need not list. @param uri of its file */
export function stripRemoval(
  results: readonly PanelResult[],
  uri: string,
): Omit<Removal, 'entries'> {
  return {
    results: results.filter((result) => result.uri === uri),
    order: results.map((result) => result.uri),
  };
}

export function isUndoable({ entries, results }: Removal): boolean {
  return entries.length > 0 || results.length > 0;
}
