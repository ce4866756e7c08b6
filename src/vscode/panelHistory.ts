import * as vscode from 'vscode';
import { listGateways } from '../catalog/gateways.ts';
import { foreign } from '../run/foreign.ts';
import type { Strokes } from '../image/regionStrokes.ts';
import type { History, HistoryEntry, HistoryResult } from '../run/history.ts';
import { fileName } from '../run/historySearch.ts';
import type { HistoryStore } from './historyStore.ts';
import type { HistoryFromPanel, HistoryQuery, HistoryView } from './panelHistoryProtocol.ts';
import { entryView } from './panelHistoryView.ts';
import { canPreview } from './panelPreview.ts';
import type { Ask } from './panelProtocol.ts';
import { voice } from './routeStatusNow.ts';
import { readSettings } from './settings.ts';
import { openImage, reveal } from './show.ts';

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
        parts.show(viewOf(wanted, all, found.length, entries, files));
      }
    })().finally(() => {
      working = undefined;
    });
    await working;
  }

  function viewOf(
    wanted: HistoryQuery,
    all: number,
    found: number,
    entries: History,
    files: Files,
  ): HistoryView {
    const { gateways } = listGateways(readSettings().gateways);
    const around = {
      gatewayLabel: (id: string) => gateways.find((one) => one.id === id)?.label ?? id,
      isGone: (uri: string) => !files.has(uri),
      preview: (result: HistoryResult) => {
        return isDrawn(result, files) ? parts.address(result.uri) : undefined;
      },
    };
    const views = entries.map((entry) => entryView(entry, around, voice()));
    return { query: wanted, all, found, entries: views };
  }

  async function reuse(entry: HistoryEntry): Promise<void> {
    const { prompt, model, aspectRatio = 'auto', imageSize = 'auto', images, region } = entry;
    await parts.reuse({ prompt, model, aspectRatio, imageSize, images, region });
    const files = await filesOf([entry]);
    const gone = images.filter((uri) => !files.has(uri)).map(fileName);
    if (gone.length === 0) return;
    const names = foreign(gone.join(', '));
    const text = t('The prompt is filled in again, without what is gone: {0}.', names);
    void vscode.window.showWarningMessage(text);
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

type ResultAction = Extract<HistoryFromPanel, { type: 'history-result' }>['action'];

/** The files that are there, by their URIs: their sizes in bytes. */
type Files = ReadonlyMap<string, number>;

async function filesOf(entries: History): Promise<Files> {
  const uris = entries.flatMap(({ images, results }) => [
    ...images,
    ...results.map(({ uri }) => uri),
  ]);
  const found = await Promise.all(
    [...new Set(uris)].map(async (uri) => {
      const size = await sizeOf(uri);
      return size === undefined ? [] : [[uri, size] as const];
    }),
  );
  return new Map(found.flat());
}

async function sizeOf(uri: string): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(vscode.Uri.parse(uri))).size;
  } catch {
    return undefined;
  }
}

/** A file that is another one by now may be of any size in px, and nobody has looked. */
function isDrawn({ uri, size, width, height, type }: HistoryResult, files: Files): boolean {
  if (type === undefined || width === undefined || height === undefined) return false;
  return files.get(uri) === size && canPreview({ type, width, height });
}
