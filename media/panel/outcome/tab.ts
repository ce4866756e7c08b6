import type { OutcomeTab } from '../../../src/panel/ask/draftProtocol.ts';
import type { HistoryFromPanel } from '../../../src/panel/history/protocol.ts';

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
