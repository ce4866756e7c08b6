import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { listGateways } from '../../../catalog/configuredGateways.ts';
import type { History, HistoryEntry, HistoryResult } from '../../../history/history.ts';
import type { Handlers } from '../../../panel/handlers.ts';
import type {
  EntryView,
  HistoryFromPanel,
  HistoryQuery,
  HistoryResultAction,
} from '../../../panel/history/protocol.ts';
import {
  canDraw,
  entryView,
  missingInputs,
  type EntryContext,
} from '../../../panel/history/view.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { Reuse } from '../../../panel/runs/reuse.ts';
import { whenText } from '../../../text/format.ts';
import { readSettings } from '../../config/settings.ts';
import { openImage, reveal } from '../../dialogs/show.ts';
import type { HistoryStore } from '../../files/historyStore.ts';
import { fileSizes, type FileSizes } from './files.ts';

const t = vscode.l10n.t;

export interface HistoryParts {
  readonly store: HistoryStore;
  readonly post: (message: ToPanel) => void;
  /** Returns where the webview loads a file from, by its URI; undefined outside of its folders. */
  readonly address: (uri: string) => string | undefined;
  readonly reuse: Pick<Reuse, 'fillIn'>;
  readonly useAsSource: (uri: vscode.Uri) => Promise<void>;
}

/** Shows the earlier runs of the workspace. */
export class PanelHistory {
  readonly #parts: HistoryParts;
  #query: HistoryQuery | undefined;
  #searching: Promise<void> | undefined;
  #isStale = false;
  /** The page can only name entries that it shows. */
  #shown: ReadonlyMap<string, HistoryEntry> = new Map();

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  readonly handlers: Handlers<HistoryFromPanel> = {
    history: async ({ query }) => {
      this.#query = query;
      await this.#show();
    },
    'history-close': () => {
      this.#query = undefined;
    },
    'history-entry': async ({ entry: id, action }) => {
      const entry = this.#shown.get(id);
      if (entry === undefined) return;
      if (action === 'forget') await this.#parts.store.remove(entry.id);
      else await this.#reuse(entry);
    },
    'history-result': async ({ entry, result: index, action }) => {
      const result = this.#shown.get(entry)?.results[index];
      if (result !== undefined) await this.#act(result, action);
    },
    'history-clear': () => this.#clear(),
  };

  /** Shows the last query again, because another window may have changed the history, or files may have been deleted. */
  readonly refresh = (): void => {
    if (this.#query !== undefined) void this.#show().catch(() => undefined);
  };

  /** Stops showing the history. */
  readonly close = (): void => {
    this.#query = undefined;
  };

  /** Runs one search at a time. Of the queries that arrive meanwhile, only the last one runs. */
  async #show(): Promise<void> {
    this.#isStale = true;
    this.#searching ??= this.#search().finally(() => {
      this.#searching = undefined;
    });
    await this.#searching;
  }

  async #search(): Promise<void> {
    const { store, post } = this.#parts;
    while (this.#isStale && this.#query !== undefined) {
      this.#isStale = false;
      const query = this.#query;
      const [all, found] = await store.search(query.search);
      const shown = found.slice(0, query.most);
      const sizes = await fileSizes(shown);
      this.#shown = new Map(shown.map((entry) => [entry.id, entry]));
      const entries = await entryViews(shown, this.#entryContext(sizes));
      post({ type: 'history', history: { query, all, found: found.length, entries } });
    }
  }

  #entryContext(sizes: FileSizes): EntryContext {
    const { store, address } = this.#parts;
    const { gateways } = listGateways(readSettings().gateways);
    const [now, locale] = [Date.now(), vscode.env.language];
    return {
      gateway: (id) => gateways.find((one) => one.id === id) ?? { label: id },
      when: (at) => whenText(at, now, { locale }),
      isRunning: store.isRunning,
      isMissing: (uri) => !sizes.has(uri),
      preview: (result) =>
        canDraw(result, sizes.get(result.uri)) ? address(result.uri) : undefined,
    };
  }

  async #reuse(entry: HistoryEntry): Promise<void> {
    const { prompt, model, aspectRatio = 'auto', imageSize = 'auto', images, region } = entry;
    await this.#parts.reuse.fillIn({ prompt, model, aspectRatio, imageSize, images, region });
    const sizes = await fileSizes([entry]);
    const missing = missingInputs(entry, (uri) => !sizes.has(uri), t);
    if (missing.length > 0) void vscode.window.showWarningMessage(missing.join(' '));
  }

  async #act({ uri }: HistoryResult, action: HistoryResultAction): Promise<void> {
    const file = vscode.Uri.parse(uri);
    if (action === 'open') await openImage(file);
    else if (action === 'reveal') await reveal(file);
    else await this.#parts.useAsSource(file);
  }

  /** Asks first, because clearing can't be undone. */
  async #clear(): Promise<void> {
    const yes = t('Clear History');
    const question = t('Clear the history of this workspace?');
    const detail = t('Prompts and outcomes are removed. The images stay where they are.');
    const options = { modal: true, detail };
    if ((await vscode.window.showWarningMessage(question, options, yes)) === yes) {
      await this.#parts.store.clear();
    }
  }
}

const ENTRIES_PER_TURN = 25;

/** Works in turns of some ms, because all extensions share this thread. */
async function entryViews(entries: History, context: EntryContext): Promise<EntryView[]> {
  const views: EntryView[] = [];
  for (let at = 0; at < entries.length; at += ENTRIES_PER_TURN) {
    if (at > 0) await nextTurn();
    const some = entries.slice(at, at + ENTRIES_PER_TURN);
    views.push(...some.map((entry) => entryView(entry, context, t)));
  }
  return views;
}
