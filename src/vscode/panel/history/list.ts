import * as vscode from 'vscode';
import type { History } from '../../../history/history.ts';
import { countItems, daysOf, type HistoryItem } from '../../../history/items.ts';
import { latest } from '../../../history/latest.ts';
import { prepareSearch, searchHistory } from '../../../history/search.ts';
import { gatewayNames } from '../../../panel/history/gatewayNames.ts';
import { dayViews } from '../../../panel/history/days.ts';
import type { Handlers } from '../../../panel/handlers.ts';
import type { HistoryFromPanel, ItemView } from '../../../panel/history/protocol.ts';
import { canDraw, itemView, type ItemContext } from '../../../panel/history/view.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import { whenText } from '../../../text/format.ts';
import { readSettings } from '../../config/settings.ts';
import type { HistoryStore } from '../../files/historyStore.ts';
import { fileSizes } from './files.ts';

const t = vscode.l10n.t;
/** Enough for one column of a large screen. Wider pages ask for more. */
const FIRST_ITEMS = 24;
const FIRST_RUNS = 100;

/** What a page says about its own list. */
export type ListMessage = Extract<
  HistoryFromPanel,
  { type: 'history' | 'history-close' | 'history-range' }
>;
type RangeMessage = Extract<HistoryFromPanel, { type: 'history-range' }>;

export interface ListParts {
  readonly store: Pick<HistoryStore, 'read' | 'readNewest' | 'isKnown' | 'isRunning'>;
  readonly post: (message: ToPanel) => void;
  /** Returns where the webview loads a file from, by its URI; undefined outside of its folders. */
  readonly address: (uri: string) => string | undefined;
}

/**
 * The list that one page shows. The page first gets the days with their counts, which give every item its place, and then the
 * items that it shows.
 */
class HistoryList {
  readonly #parts: ListParts;
  #search: string | undefined;
  #number = 0;
  /** Nothing was shown since the history was opened. */
  #isFirst = true;
  #items: readonly HistoryItem[] = [];
  /** What the page shows. */
  #range: { readonly from: number; readonly count: number } = { from: 0, count: FIRST_ITEMS };

  constructor(parts: ListParts) {
    this.#parts = parts;
  }

  readonly handlers: Handlers<ListMessage> = {
    history: ({ search }) => this.#show(search),
    'history-close': () => {
      this.#search = undefined;
      this.#isFirst = true;
    },
    'history-range': (message) => this.#showRange(message),
  };

  /** Shows the items that match, until the page closes the history. */
  async #show(search: string): Promise<void> {
    if (search !== this.#search) this.#range = { from: 0, count: FIRST_ITEMS };
    this.#search = search;
    await this.refresh();
  }

  /** Shows the last search again, because another window may have changed the history, or files may have been deleted. */
  readonly refresh = latest(async () => {
    if (this.#search !== undefined) await this.#find(this.#search);
  });

  async #showRange({ list, from, count }: RangeMessage): Promise<void> {
    if (list !== this.#number) return;
    this.#range = { from, count };
    const items = await this.#views(this.#items.slice(from, from + count));
    if (list === this.#number) {
      this.#parts.post({ type: 'history-items', list, from, items });
    }
  }

  async #find(search: string): Promise<void> {
    const { store } = this.#parts;
    // Reading a long history takes a while, so its newest items come first.
    if (search === '' && this.#isFirst && !(await store.isKnown())) {
      await this.#post(search, await store.readNewest(FIRST_RUNS));
    }
    const history = await store.read();
    await this.#post(search, history);
    // While the user looks at the list. Nothing waits for it.
    if (search === '') void prepareSearch(history);
  }

  async #post(search: string, history: History): Promise<void> {
    const [now, locale] = [Date.now(), vscode.env.language];
    const found = await searchHistory(history, search, { now, locale });
    const { from, count } = this.#range;
    const items = await this.#views(found.slice(from, from + count));
    const days = dayViews(daysOf(found), { now, locale, t });
    this.#items = found;
    const list = (this.#number += 1);
    this.#isFirst = false;
    const all = countItems(history);
    this.#parts.post({ type: 'history', history: { list, search, all, days, from, items } });
  }

  async #views(items: readonly HistoryItem[]): Promise<ItemView[]> {
    const sizes = await fileSizes(items.map(({ entry }) => entry));
    const { store, address } = this.#parts;
    const context: ItemContext = {
      gateway: gatewayNames(readSettings().gateways),
      // Its day is the header of its group.
      when: (at) => whenText(at, at, { locale: vscode.env.language }),
      isRunning: store.isRunning,
      isMissing: (uri) => !sizes.has(uri),
      preview: (result) =>
        canDraw(result, sizes.get(result.uri)) ? address(result.uri) : undefined,
    };
    return items.map((item) => itemView(item, context, t));
  }
}

/** The list of a page. */
export interface PageList {
  readonly handlers: Handlers<ListMessage>;
  readonly close: () => void;
}

/** The lists of all pages. Each has a search of its own. */
export class HistoryLists {
  readonly #parts: Omit<ListParts, 'post'>;
  readonly #open = new Set<HistoryList>();

  constructor(parts: Omit<ListParts, 'post'>) {
    this.#parts = parts;
  }

  /** @param post sends to the page of the list */
  readonly open = (post: ListParts['post']): PageList => {
    const list = new HistoryList({ ...this.#parts, post });
    this.#open.add(list);
    return { handlers: list.handlers, close: () => this.#open.delete(list) };
  };

  async refresh(): Promise<void> {
    await Promise.all([...this.#open].map((list) => list.refresh()));
  }
}
