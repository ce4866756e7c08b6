import * as z from 'zod/mini';
import { MAX_SEARCH_LENGTH, type HistoryFromPanel } from '../../../src/panel/history/protocol.ts';

export const TABS = ['results', 'history'] as const;

/** The tab beside the form: the newest results with the stage, or the whole history of the workspace with its search. */
export const OutcomeTab = z.object({
  at: z.enum(TABS),
  search: z.string().check(z.maxLength(MAX_SEARCH_LENGTH)),
});
export type OutcomeTab = Readonly<z.infer<typeof OutcomeTab>>;

export const RESULTS_TAB: OutcomeTab = { at: 'results', search: '' };

interface Ui {
  readonly edit: (change: { readonly tab: OutcomeTab }) => void;
  readonly send: (
    message: Extract<HistoryFromPanel, { type: 'history' | 'history-close' }>,
  ) => void;
}

/** Shows a tab, and asks the host for the history or stops its updates. */
export function showTab(ui: Ui, tab: OutcomeTab): void {
  // First, so that the host searches while the page draws.
  if (tab.at === 'history') ui.send({ type: 'history', search: tab.search });
  else ui.send({ type: 'history-close' });
  ui.edit({ tab });
}
