import type { HistoryView } from '../../../src/panel/history/protocol.ts';
import type { ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';

export interface HistoryState {
  /** Undefined until the user opens the history. */
  readonly history: HistoryView | undefined;
}

export type HistoryMessage = Extract<ToPanel, { type: 'history' }>;

export const historyUpdates: Updates<HistoryState, HistoryMessage> = {
  history: (_state, { history }) => ({ history }),
};
