import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { listGateways } from '../../../catalog/gateways.ts';
import type { Strokes } from '../../../image/region/strokes.ts';
import type { History, HistoryEntry, HistoryResult } from '../../../history/history.ts';
import type { HistoryStore } from '../../files/historyStore.ts';
import { filesOf, type Files } from './files.ts';
import type {
  EntryView,
  HistoryFromPanel,
  HistoryQuery,
  HistoryView,
} from '../../../panel/history/protocol.ts';
import { entryView, isDrawn, notRefilled, type Around } from '../../../panel/history/view.ts';
import type { Ask } from '../../../panel/protocol.ts';
import { readSettings } from '../../config/settings.ts';
import { openImage, reveal } from '../../dialogs/show.ts';

const t = vscode.l10n.t;

/** What an earlier run was asked: enough to fill the panel in again. */
export type Asked = Omit<Ask, 'count'> & {
  readonly images: readonly string[];
  /** What was marked on the first of them. */
  readonly region?: Strokes | undefined;
};

export interface HistoryParts {
  readonly store: HistoryStore;
  readonly show: (history: HistoryView) => void;
  /** Where the webview loads a file from, by its URI; undefined outside of the folders it may read. */
  readonly address: (uri: string) => string | undefined;
  /** Fills the panel in, with the images that are still there. */
  readonly reuse: (asked: Asked) => Promise<void>;
  readonly useAsSource: (uri: vscode.Uri) => Promise<void>;
}

/** The panel's view of earlier runs. */
export interface PanelHistory {
  readonly handle: (message: HistoryFromPanel) => Promise<void>;
  /** Shows anew what was last looked at: another window may have added to it, or files are gone. */
  readonly refresh: () => void;
  /** Nobody looks any longer. */
  readonly close: () => void;
}

export function createPanelHistory(parts: HistoryParts): PanelHistory {
  const { store } = parts;
  let query: HistoryQuery | undefined;
  let working: Promise<void> | undefined;
  let isStale = false;
  /** What the panel was shown, and no more, it can name. */
  let shown = new Map<string, HistoryEntry>();

  /** One search at a time; of those that are asked for meanwhile the last one alone is made. */
  async function look(): Promise<void> {
    isStale = true;
    working ??= (async () => {
      while (isStale && query !== undefined) {
        isStale = false;
        const wanted = query;
        const [all, found] = await store.search(wanted.search);
        const entries = found.slice(0, wanted.most);
        const files = await filesOf(entries);
        shown = new Map(entries.map((entry) => [entry.id, entry]));
        const views = await viewsOf(entries, aroundOf(files));
        parts.show({ query: wanted, all, found: found.length, entries: views });
      }
    })().finally(() => {
      working = undefined;
    });
    await working;
  }

  function aroundOf(files: Files): Around {
    const { gateways } = listGateways(readSettings().gateways);
    // One for all: to make one takes longer than to use it for fifty.
    const clock = new Intl.DateTimeFormat(vscode.env.language, {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    return {
      gateway: (id) => gateways.find((one) => one.id === id) ?? { label: id },
      when: (at) => clock.format(at),
      goesOn: store.goesOn,
      isGone: (uri) => !files.has(uri),
      preview: (result) =>
        isDrawn(result, files.get(result.uri)) ? parts.address(result.uri) : undefined,
    };
  }

  async function reuse(entry: HistoryEntry): Promise<void> {
    const { prompt, model, aspectRatio = 'auto', imageSize = 'auto', images, region } = entry;
    await parts.reuse({ prompt, model, aspectRatio, imageSize, images, region });
    const files = await filesOf([entry]);
    const told = notRefilled(entry, (uri) => !files.has(uri), t);
    if (told.length > 0) void vscode.window.showWarningMessage(told.join(' '));
  }

  async function useResult({ uri }: HistoryResult, action: ResultAction): Promise<void> {
    const file = vscode.Uri.parse(uri);
    if (action === 'open') await openImage(file);
    else if (action === 'reveal') await reveal(file);
    else await parts.useAsSource(file);
  }

  /** Asks first: there is no way back, though it costs no image. */
  async function clear(): Promise<void> {
    const yes = t('Clear History');
    const question = t('Clear the history of this workspace?');
    const detail = t(
      'Prompts and what came of them are forgotten. The images stay where they are.',
    );
    const options = { modal: true, detail };
    if ((await vscode.window.showWarningMessage(question, options, yes)) === yes) {
      await store.clear();
    }
  }

  return {
    handle: async (message) => {
      switch (message.type) {
        case 'history':
          ({ query } = message);
          await look();
          return;
        case 'history-close':
          query = undefined;
          return;
        case 'history-entry': {
          const entry = shown.get(message.entry);
          if (entry === undefined) return;
          if (message.action === 'forget') await store.remove(entry.id);
          else await reuse(entry);
          return;
        }
        case 'history-result': {
          const result = shown.get(message.entry)?.results[message.result];
          if (result !== undefined) await useResult(result, message.action);
          return;
        }
        case 'history-clear':
          await clear();
          return;
      }
    },
    refresh: () => {
      if (query !== undefined) void look().catch(() => undefined);
    },
    close: () => {
      query = undefined;
    },
  };
}

const ENTRIES_PER_TURN = 25;

/** In turns of some ms: this thread is shared by all extensions. */
async function viewsOf(entries: History, around: Around): Promise<EntryView[]> {
  const views: EntryView[] = [];
  for (let at = 0; at < entries.length; at += ENTRIES_PER_TURN) {
    if (at > 0) await nextTurn();
    const some = entries.slice(at, at + ENTRIES_PER_TURN);
    views.push(...some.map((entry) => entryView(entry, around, t)));
  }
  return views;
}

type ResultAction = Extract<HistoryFromPanel, { type: 'history-result' }>['action'];
