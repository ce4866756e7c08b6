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
export interface PanelHistory {
  readonly handlers: Handlers<HistoryFromPanel>;
  /** Shows the last query again, because another window may have changed the history, or files may have been deleted. */
  readonly refresh: () => void;
  /** Stops showing the history. */
  readonly close: () => void;
}

export function createPanelHistory(parts: HistoryParts): PanelHistory {
  const { store } = parts;
  let query: HistoryQuery | undefined;
  let searching: Promise<void> | undefined;
  let isStale = false;
  /** The page can only name entries that it shows. */
  let shown = new Map<string, HistoryEntry>();

  /** Runs one search at a time. Of the queries that arrive meanwhile, only the last one runs. */
  async function show(): Promise<void> {
    isStale = true;
    searching ??= (async () => {
      while (isStale && query !== undefined) {
        isStale = false;
        const current = query;
        const [all, found] = await store.search(current.search);
        const entries = found.slice(0, current.most);
        const sizes = await fileSizes(entries);
        shown = new Map(entries.map((entry) => [entry.id, entry]));
        const views = await entryViews(entries, entryContext(sizes));
        const history = { query: current, all, found: found.length, entries: views };
        parts.post({ type: 'history', history });
      }
    })().finally(() => {
      searching = undefined;
    });
    await searching;
  }

  function entryContext(sizes: FileSizes): EntryContext {
    const { gateways } = listGateways(readSettings().gateways);
    const [now, locale] = [Date.now(), vscode.env.language];
    return {
      gateway: (id) => gateways.find((one) => one.id === id) ?? { label: id },
      when: (at) => whenText(at, now, { locale }),
      isRunning: store.isRunning,
      isMissing: (uri) => !sizes.has(uri),
      preview: (result) =>
        canDraw(result, sizes.get(result.uri)) ? parts.address(result.uri) : undefined,
    };
  }

  async function reuse(entry: HistoryEntry): Promise<void> {
    const { prompt, model, aspectRatio = 'auto', imageSize = 'auto', images, region } = entry;
    await parts.reuse.fillIn({ prompt, model, aspectRatio, imageSize, images, region });
    const sizes = await fileSizes([entry]);
    const missing = missingInputs(entry, (uri) => !sizes.has(uri), t);
    if (missing.length > 0) void vscode.window.showWarningMessage(missing.join(' '));
  }

  async function act({ uri }: HistoryResult, action: HistoryResultAction): Promise<void> {
    const file = vscode.Uri.parse(uri);
    if (action === 'open') await openImage(file);
    else if (action === 'reveal') await reveal(file);
    else await parts.useAsSource(file);
  }

  /** Asks first, because clearing can't be undone. */
  async function clear(): Promise<void> {
    const yes = t('Clear History');
    const question = t('Clear the history of this workspace?');
    const detail = t('Prompts and outcomes are removed. The images stay where they are.');
    const options = { modal: true, detail };
    if ((await vscode.window.showWarningMessage(question, options, yes)) === yes) {
      await store.clear();
    }
  }

  return {
    handlers: {
      history: async (message) => {
        ({ query } = message);
        await show();
      },
      'history-close': () => {
        query = undefined;
      },
      'history-entry': async (message) => {
        const entry = shown.get(message.entry);
        if (entry === undefined) return;
        if (message.action === 'forget') await store.remove(entry.id);
        else await reuse(entry);
      },
      'history-result': async (message) => {
        const result = shown.get(message.entry)?.results[message.result];
        if (result !== undefined) await act(result, message.action);
      },
      'history-clear': clear,
    },
    refresh: () => {
      if (query !== undefined) void show().catch(() => undefined);
    },
    close: () => {
      query = undefined;
    },
  };
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
