import * as vscode from 'vscode';
import { forgetBinned, noteBinned, type BinnedFile } from '../../../history/binned.ts';
import {
  markResult,
  moveFiles,
  removeImage,
  removeResult,
  restoreEntries,
  type Move,
} from '../../../history/changes.ts';
import type { History, HistoryResult } from '../../../history/history.ts';
import { resultOf, type HistoryItem } from '../../../history/items.ts';
import { fileName } from '../../../history/search.ts';
import type { Handlers } from '../../../panel/handlers.ts';
import type { HistoryFromPanel, ItemAction, ItemName } from '../../../panel/history/protocol.ts';
import type { HistoryEvent } from '../../../panel/history/state.ts';
import {
  isUndoable,
  NO_REMOVAL,
  stripRemoval,
  type Removal,
} from '../../../panel/history/removal.ts';
import { missingInputs } from '../../../panel/history/view.ts';
import { reusableInputs, type FindImages } from '../../../panel/history/result.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { ImageAction } from '../../../panel/results/protocol.ts';
import type { PanelResult } from '../../../panel/results/state.ts';
import type { Reuse } from '../../../panel/runs/reuse.ts';
import type { PanelState } from '../../../panel/state.ts';
import { sanitize } from '../../../text/sanitize.ts';
import type { HistoryStore } from '../../files/historyStore.ts';
import { fileSizes } from './files.ts';
import { HistoryLists, type ListMessage } from './list.ts';
import { HistoryStrip } from './strip.ts';

const t = vscode.l10n.t;

/** What needs the inputs of an item's run. */
type RepeatAction = 'try-again' | 'try-model' | 'reuse';

export interface HistoryParts {
  readonly store: HistoryStore;
  readonly state: () => PanelState;
  readonly dispatch: (event: HistoryEvent) => void;
  readonly post: (message: ToPanel) => void;
  /** Returns where the webview loads a file from, by its URI; undefined outside of its folders. */
  readonly address: (uri: string) => string | undefined;
  readonly findImages: FindImages;
  readonly reuse: Reuse;
  /** Restores a deleted file from the bin. */
  readonly restore: (file: BinnedFile) => Promise<void>;
  /** Does with a result of the panel what the user chose. */
  readonly act: (result: string, action: ImageAction) => Promise<void>;
}

/** The one list of everything that was made in the workspace: the strip shows its newest images, and the history all of it. */
export class PanelHistory {
  readonly #parts: HistoryParts;
  /** Those of the pages. */
  readonly lists: HistoryLists;
  readonly #strip: HistoryStrip;
  #isOpen = false;
  /** The last removal, which can be undone. */
  #removed: Removal = NO_REMOVAL;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    this.lists = new HistoryLists(parts);
    this.#strip = new HistoryStrip(parts);
  }

  readonly handlers: Handlers<Exclude<HistoryFromPanel, ListMessage>> = {
    'history-item': ({ item, action }) => this.#act(item, action),
    'history-clear': () => this.#clear(),
    'history-undo': () => this.#undo(),
    'history-forget-removed': () => {
      this.#setRemoved(NO_REMOVAL, undefined);
    },
  };

  /** Shows what is new, as long as a page is open. */
  readonly refresh = (): void => {
    if (!this.#isOpen) return;
    void this.#strip.update().catch(() => undefined);
    void this.lists.refresh().catch(() => undefined);
  };

  /** A page was opened. */
  readonly open = (): void => {
    this.#isOpen = true;
    this.refresh();
  };

  /** The last page was closed. */
  readonly close = (): void => {
    this.#isOpen = false;
  };

  /** Removes an image from the history and keeps its file. */
  readonly forget = async (uri: string): Promise<void> => {
    const { state, dispatch } = this.#parts;
    const strip = stripRemoval(state().results, uri);
    const text = t('Removed {0} from the history.', nameOf(uri));
    await this.#remove((history) => removeImage(history, uri), text, strip);
    dispatch({ kind: 'items-removed', uris: [uri] });
  };

  /** Keeps the marks of results for later windows, and for the search. */
  readonly keepMarks = async (
    results: readonly Pick<PanelResult, 'uri' | 'mark'>[],
  ): Promise<void> => {
    await this.#parts.store.change((history) =>
      results.reduce((rest, { uri, mark }) => markResult(rest, uri, mark), history),
    );
  };

  /** Follows files and folders that have other names now. */
  readonly follow = async (moves: readonly Move[]): Promise<void> => {
    this.#parts.dispatch({ kind: 'files-moved', moves });
    await this.#parts.store.change((history) => moveFiles(history, moves));
  };

  /** Notes where deleted files are in the bin. */
  readonly binned = async (files: readonly BinnedFile[]): Promise<void> => {
    await this.#parts.store.change((history) => noteBinned(history, files));
  };

  /** Notes that files aren't in the bin anymore, and follows them to their names. */
  readonly unbinned = async (
    files: ReadonlyMap<string, string | undefined>,
    moves: readonly Move[],
  ): Promise<void> => {
    await this.#parts.store.change((history) => moveFiles(forgetBinned(history, files), moves));
  };

  async #act(name: ItemName, action: ItemAction): Promise<void> {
    const item = await this.#find(name);
    if (item === undefined) {
      await this.lists.refresh();
      return;
    }
    const result = resultOf(item);
    if (action === 'try-again' || action === 'try-model' || action === 'reuse')
      await this.#runAgain(item, action);
    else if (action === 'forget') await this.#forgetItem(item);
    else if (action === 'restore') await this.#restore(result);
    else if (result !== undefined) await this.#actOnResult(item, action);
  }

  /** The page names items, and every item offers what a result offers, so it becomes one. */
  async #actOnResult(
    item: HistoryItem,
    action: Exclude<ItemAction, RepeatAction | 'forget' | 'restore'>,
  ): Promise<void> {
    const { post, act } = this.#parts;
    const id = await this.#strip.add(item);
    if (id === undefined) await this.lists.refresh();
    else if (action === 'show') post({ type: 'show-result', result: id });
    else {
      await act(id, action);
      // The file can be gone now.
      await this.lists.refresh();
    }
  }

  async #restore(result: HistoryResult | undefined): Promise<void> {
    const { uri, deleted } = result ?? {};
    if (uri !== undefined && deleted) await this.#parts.restore({ uri, ...deleted });
  }

  async #runAgain({ entry }: HistoryItem, action: RepeatAction): Promise<void> {
    const { reuse } = this.#parts;
    const inputs = reusableInputs(entry);
    const sizes = await fileSizes([entry]);
    const missing = missingInputs(entry, (uri) => !sizes.has(uri), t);
    // Without all inputs it would be another run, so the user sees it first.
    if (action !== 'reuse' && missing.length === 0) {
      await (action === 'try-again' ? reuse.tryAgain(inputs) : reuse.tryModel(inputs));
      return;
    }
    await reuse.fillIn(inputs);
    if (missing.length > 0) void vscode.window.showWarningMessage(missing.join(' '));
  }

  async #forgetItem({ entry: { id, prompt, results }, index }: HistoryItem): Promise<void> {
    const uri = results[index]?.uri;
    await this.#remove(
      (history) => removeResult(history, id, index),
      t('Removed {0} from the history.', uri === undefined ? sanitize(prompt, 40) : nameOf(uri)),
    );
  }

  /** Asks first, because the removal can only be undone in this window. */
  async #clear(): Promise<void> {
    const yes = t('Clear History');
    const question = t('Clear the history of this workspace?');
    const detail = t('Prompts and outcomes are removed. The images stay where they are.');
    const options = { modal: true, detail };
    if ((await vscode.window.showWarningMessage(question, options, yes)) !== yes) return;
    await this.#remove(() => [], t('Cleared the history.'));
  }

  async #remove(
    change: (history: History) => History,
    text: string,
    strip: Omit<Removal, 'entries'> = NO_REMOVAL,
  ): Promise<void> {
    let entries: History = [];
    await this.#parts.store.change((history) => {
      const rest = change(history);
      const kept = new Set(rest);
      // A run in progress that was removed stays away, as its end isn't listed either.
      entries = history.filter(
        (entry) => !kept.has(entry) && !this.#parts.store.isRunning(entry.id),
      );
      return rest;
    });
    // Without anything to put back, an earlier removal can still be undone.
    const removal = { ...strip, entries };
    if (isUndoable(removal)) this.#setRemoved(removal, text);
    await this.lists.refresh();
  }

  async #undo(): Promise<void> {
    const { entries, results, order } = this.#removed;
    await this.#parts.store.change((history) => restoreEntries(history, entries));
    this.#parts.dispatch({ kind: 'items-found', results, order });
    this.#setRemoved(NO_REMOVAL, undefined);
    await this.lists.refresh();
  }

  #setRemoved(removed: Removal, text: string | undefined): void {
    this.#removed = removed;
    this.#parts.dispatch({ kind: 'history-removed', text });
  }

  async #find({ entry: id, index, file }: ItemName): Promise<HistoryItem | undefined> {
    const entry = (await this.#parts.store.read()).find((one) => one.id === id);
    if (entry === undefined) return undefined;
    const uri = entry.results[index]?.uri;
    const found = uri === undefined ? undefined : fileName(uri);
    return found === file ? { entry, index } : undefined;
  }
}

function nameOf(uri: string): string {
  return sanitize(fileName(uri), 80);
}
