import * as vscode from 'vscode';
import type { HistoryEntry } from '../../../history/history.ts';
import { historyItems, resultOf, type HistoryItem } from '../../../history/items.ts';
import { latest } from '../../../history/latest.ts';
import { gatewayNames } from '../../../panel/history/gatewayNames.ts';
import { resultsOf, type FindImages } from '../../../panel/history/result.ts';
import type { HistoryEvent } from '../../../panel/history/state.ts';
import { entryFacts } from '../../../panel/history/view.ts';
import { promptTitle } from '../../../panel/runs/promptTitle.ts';
import type { PanelState } from '../../../panel/state.ts';
import { readSettings } from '../../config/settings.ts';
import type { HistoryStore } from '../../files/historyStore.ts';
import { sizeOf } from './files.ts';

const t = vscode.l10n.t;
/** Images of the history that the strip shows by itself. */
const NEWEST = 30;
/** Runs to look for them in. Most have one image. */
const NEWEST_RUNS = 90;

export interface StripParts {
  readonly store: Pick<HistoryStore, 'read' | 'readNewest' | 'isKnown'>;
  readonly state: () => PanelState;
  readonly dispatch: (event: HistoryEvent) => void;
  readonly findImages: FindImages;
}

/** Keeps the strip of results in step with the history, whichever surface or window made an image. */
export class HistoryStrip {
  readonly #parts: StripParts;
  /** The results of the strip that the history lists, as far as it was read. */
  #listed: ReadonlySet<string> = new Set();

  constructor(parts: StripParts) {
    this.#parts = parts;
  }

  /** Adds what is new, removes what was removed elsewhere, and marks missing files. */
  readonly update = latest(() => this.#updateOnce());

  /** Adds an item to the strip. @returns the id of its result; undefined if it has no file */
  async add(item: HistoryItem): Promise<string | undefined> {
    const uri = resultOf(item)?.uri;
    const results = await this.#results([item]);
    const history = await historyItems(await this.#parts.store.read());
    this.#parts.dispatch({ kind: 'items-found', results, order: history.flatMap(uriOf) });
    this.#listed = new Set([...this.#listed, ...uriOf(item)]);
    // A file that was missing can be back.
    await this.update();
    return this.#parts.state().results.find((result) => result.uri === uri)?.id;
  }

  async #updateOnce(): Promise<void> {
    const { store, state, dispatch } = this.#parts;
    const runs = await store.readNewest(NEWEST_RUNS);
    const newest = (await historyItems(runs)).filter((item) => resultOf(item) !== undefined);
    const seen = new Set(newest.flatMap(uriOf));
    const removed = await this.#removed(seen);
    if (removed.length > 0) dispatch({ kind: 'items-removed', uris: removed });
    const listed = new Set(state().results.map(({ uri }) => uri));
    const fresh = newest
      .slice(0, NEWEST)
      .filter(
        (item) => !uriOf(item).some((uri) => listed.has(uri)) && !this.#isOfPanel(item.entry),
      );
    if (fresh.length > 0) {
      const results = await this.#results(fresh);
      dispatch({ kind: 'items-found', results, order: newest.flatMap(uriOf) });
    }
    const uris = state().results.map(({ uri }) => uri);
    this.#listed = new Set(
      uris.filter((uri) => seen.has(uri) || (this.#listed.has(uri) && !removed.includes(uri))),
    );
    const missing = await missingOf(uris);
    const isNews = state().results.some((one) => missing.has(one.uri) !== (one.isMissing ?? false));
    if (isNews) dispatch({ kind: 'files-checked', missing });
  }

  /** Returns the results of the strip that were in the history, and are not anymore. */
  async #removed(newest: ReadonlySet<string>): Promise<readonly string[]> {
    const older = [...this.#listed].filter((uri) => !newest.has(uri));
    if (older.length === 0) return [];
    const { store } = this.#parts;
    const history = await store.read();
    // A history that can't be read right now doesn't say that anything was removed.
    if (!(await store.isKnown())) return [];
    const all = new Set(history.flatMap(({ results }) => results.map(({ uri }) => uri)));
    return older.filter((uri) => !all.has(uri));
  }

  /** The panel adds the results of its own runs itself, with more facts and at once. */
  #isOfPanel({ prompt }: HistoryEntry): boolean {
    return this.#parts.state().runs.some((run) => run.prompt === promptTitle(prompt));
  }

  #results(items: readonly HistoryItem[]) {
    const context = { gateway: gatewayNames(readSettings().gateways) };
    return resultsOf(items, this.#parts.findImages, (entry) => entryFacts(entry, context, t));
  }
}

function uriOf(item: HistoryItem): readonly string[] {
  const uri = resultOf(item)?.uri;
  return uri === undefined ? [] : [uri];
}

async function missingOf(uris: readonly string[]): Promise<ReadonlySet<string>> {
  const sizes = await Promise.all(uris.map(sizeOf));
  return new Set(uris.filter((_, index) => sizes[index] === undefined));
}
