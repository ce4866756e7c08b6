import * as z from 'zod/mini';
import {
  HISTORY_PAGE,
  HistoryQuery,
  type HistoryFromPanel,
} from '../../../src/panel/history/protocol.ts';

export const TABS = ['results', 'history'] as const;

/** The tab beside the form: the results of the panel, or the history of the workspace with its query. */
export const OutcomeTab = z.object({ at: z.enum(TABS), query: HistoryQuery });
export type OutcomeTab = Readonly<z.infer<typeof OutcomeTab>>;

export const RESULTS_TAB: OutcomeTab = {
  at: 'results',
  query: { search: '', most: HISTORY_PAGE },
};

interface Ui {
  readonly edit: (change: { readonly tab: OutcomeTab }) => void;
  readonly send: (
    message: Extract<HistoryFromPanel, { type: 'history' | 'history-close' }>,
  ) => void;
}

/** Shows a tab, and asks the host for the history or stops its updates. */
export function showTab(ui: Ui, tab: OutcomeTab): void {
  ui.edit({ tab });
  if (tab.at === 'history') ui.send({ type: 'history', query: tab.query });
  else ui.send({ type: 'history-close' });
}
