import * as z from 'zod/mini';
import {
  HISTORY_PAGE,
  HistoryQuery,
  type HistoryFromPanel,
} from '../../../src/panel/history/protocol.ts';

/** What stands beside the asking: this panel's results, or the workspace's earlier runs, and which of them. */
export const Looking = z.object({ at: z.enum(['results', 'history']), query: HistoryQuery });
export type Looking = Readonly<z.infer<typeof Looking>>;

export const AT_RESULTS: Looking = { at: 'results', query: { search: '', most: HISTORY_PAGE } };

interface Ui {
  readonly enter: (change: { readonly looking: Looking }) => void;
  readonly send: (
    message: Extract<HistoryFromPanel, { type: 'history' | 'history-close' }>,
  ) => void;
}

/** Looks there from now on; asks the host for what is to be seen. */
export function look(ui: Ui, looking: Looking): void {
  ui.enter({ looking });
  if (looking.at === 'history') ui.send({ type: 'history', query: looking.query });
  else ui.send({ type: 'history-close' });
}
