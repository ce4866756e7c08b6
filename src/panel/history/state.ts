import { movedUri, namesAfter, type Move, type NewNames } from '../../history/changes.ts';
import { fileName } from '../../history/search.ts';
import type { Changes } from '../changes.ts';
import { inOrder } from '../deletion/state.ts';
import { MAX_RESULTS, type PanelResult, type ResultsState } from '../results/state.ts';
import type { PanelImage, SourcesState } from '../sources/state.ts';

export interface HistoryState {
  /** The notice about the last removal from the history, while it can be undone. */
  readonly removed?: string | undefined;
}

export type HistoryEvent =
  /** Images of the history: of quick edits, of other extensions and windows, and those that the user opens. */
  | {
      readonly kind: 'items-found';
      readonly results: readonly PanelResult[];
      /** The URIs of the history, newest first. */
      readonly order: readonly string[];
    }
  /** Images were removed from the history. Their files stay. */
  | { readonly kind: 'items-removed'; readonly uris: readonly string[] }
  /** The results whose files don't exist. */
  | { readonly kind: 'files-checked'; readonly missing: ReadonlySet<string> }
  | { readonly kind: 'files-moved'; readonly moves: readonly Move[] }
  | { readonly kind: 'history-removed'; readonly text: string | undefined };

export const historyChanges: Changes<HistoryState & ResultsState & SourcesState, HistoryEvent> = {
  'items-found': ({ results }, event) => {
    const listed = new Set(results.map(({ uri }) => uri));
    const found = event.results.filter(({ uri }) => !listed.has(uri));
    if (found.length === 0) return {};
    // What the history doesn't list is older.
    const order = [...new Set([...event.order, ...results.map(({ uri }) => uri)])];
    return { results: withinLimit(inOrder(results, found, order), found) };
  },
  'items-removed': ({ results }, { uris }) => {
    const others = results.filter(({ uri }) => !uris.includes(uri));
    return others.length < results.length ? { results: others } : {};
  },
  'files-checked': ({ results }, { missing }) => ({
    results: results.map((result) => ({ ...result, isMissing: missing.has(result.uri) })),
  }),
  'history-removed': (_state, { text }) => ({ removed: text }),
  // An empty panel that is not restored yet must stay the same, because every change of it is stored.
  'files-moved': ({ images, results }, { moves }) => {
    const newNames = namesAfter(moves);
    return {
      ...(images.length > 0 && { images: images.map((image) => movedImage(image, newNames)) }),
      ...(results.length > 0 && {
        results: results.map((result) => movedResult(result, newNames)),
      }),
    };
  },
};

/** Removes the oldest results, but not those that have just come. */
function withinLimit(
  results: readonly PanelResult[],
  found: readonly PanelResult[],
): readonly PanelResult[] {
  const excess = results.length - MAX_RESULTS;
  const oldest = results.filter((result) => !found.includes(result)).slice(-excess);
  return excess > 0 ? results.filter((result) => !oldest.includes(result)) : results;
}

function movedResult(result: PanelResult, moves: NewNames): PanelResult {
  const { source, inputs } = result;
  return {
    ...movedImage(result, moves),
    ...(source && { source: movedImage(source, moves) }),
    ...(inputs && {
      inputs: { ...inputs, images: inputs.images.map((uri) => movedUri(uri, moves)) },
    }),
  };
}

function movedImage<T extends PanelImage>(image: T, moves: NewNames): T {
  const uri = movedUri(image.uri, moves);
  return uri === image.uri ? image : { ...image, uri, name: fileName(uri) };
}
