import type { ItemView, ListView } from '../../../src/panel/history/protocol.ts';
import type { ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';

export interface HistoryState {
  /** Undefined until the user opens the history. */
  readonly history: ListView | undefined;
  /** The items that have arrived, by their places. */
  readonly items: ReadonlyMap<number, ItemView>;
}

export const NO_HISTORY: HistoryState = { history: undefined, items: new Map() };

export type HistoryMessage = Extract<ToPanel, { type: 'history' | 'history-items' }>;

/** The page forgets items that are out of sight when it has more of them. */
const MAX_ITEMS = 1000;

export const historyUpdates: Updates<HistoryState, HistoryMessage> = {
  history: (_state, { history }) => ({ history, items: placed(history) }),
  'history-items': ({ history, items }, message) => {
    // An answer about an earlier list.
    if (history?.list !== message.list) return {};
    const kept = items.size > MAX_ITEMS ? [] : items;
    return { items: new Map([...kept, ...placed(message)]) };
  },
};

function placed({ from, items }: Pick<ListView, 'from' | 'items'>): ReadonlyMap<number, ItemView> {
  return new Map(items.map((item, index) => [from + index, item]));
}
