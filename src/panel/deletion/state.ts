import * as z from 'zod/mini';
import type { Changes } from '../changes.ts';
import { StoredResult, storedResult } from '../memory/storedResult.ts';
import { withoutFiles, type PanelResult, type ResultsState } from '../results/state.ts';
import type { PanelImage, SourcesState } from '../sources/state.ts';

const BinnedFile = z.object({
  /** The file's URI before it was deleted. */
  uri: z.string(),
  /** Its URI in the bin. */
  binned: z.string(),
  /** When it was deleted: ms since 1970. Absent in deletions of earlier versions. */
  at: z.optional(z.number()),
});
export type BinnedFile = Readonly<z.infer<typeof BinnedFile>>;

/** A deletion that can be undone. All other texts are URIs of files, as they were before it. */
export const Deletion = z.object({
  /** Earlier versions kept one deletion, without an id. */
  id: z._default(z.string(), 'last'),
  text: z.string(),
  files: z.array(BinnedFile),
  results: z.array(StoredResult),
  /** All results, in their order. */
  order: z.array(z.string()),
  /** The source and the references, in their order. */
  images: z.array(z.string()),
  /** The sources of other results that were deleted, by these results. */
  sources: z.record(z.string(), z.string()),
  /** The user closed the notice about it. It can be undone nevertheless. */
  isDismissed: z.optional(z.literal(true)),
});
export type Deletion = z.infer<typeof Deletion>;

/** Deletions that can be undone. The history restores what is older. */
export const MAX_DELETIONS = 20;

export interface DeletionState {
  /** Newest first: each Undo takes back the first one. */
  readonly deletions: readonly Deletion[];
}

/** A deleted file that is back. */
export interface RestoredFile {
  /** Its URI before it was deleted. */
  readonly was: string;
  /** Has another URI if the old name was taken. */
  readonly result: PanelResult;
  /** The same file with an id of its own, for other places in the panel. */
  readonly image: PanelImage;
}

export type DeletionEvent =
  | {
      readonly kind: 'results-deleted';
      readonly id: string;
      readonly files: readonly BinnedFile[];
      readonly text: string;
    }
  | {
      readonly kind: 'results-restored';
      /** The id of their deletion. */
      readonly deletion: string;
      readonly restored: readonly RestoredFile[];
      /** The files that could not be restored, and wait in the bin. */
      readonly left: readonly BinnedFile[];
    }
  | { readonly kind: 'deletion-forgotten' };

type State = DeletionState & ResultsState & SourcesState;

export const deletionChanges: Changes<State, DeletionEvent> = {
  'results-deleted': (state, event) => ({
    ...withoutFiles(
      state,
      event.files.map(({ uri }) => uri),
    ),
    deletions: [deletionOf(state, event), ...state.deletions].slice(0, MAX_DELETIONS),
  }),
  'results-restored': (state, event) => restore(state, event),
  // The notice about an earlier deletion doesn't take the place of the one that the user closes.
  'deletion-forgotten': ({ deletions }) => ({
    deletions: deletions.map((one) => ({ ...one, isDismissed: true as const })),
  }),
};

function deletionOf(
  { results, images }: State,
  { id, files, text }: Extract<DeletionEvent, { kind: 'results-deleted' }>,
): Deletion {
  const uris = new Set(files.map(({ uri }) => uri));
  return {
    id,
    text,
    files: [...files],
    results: results.filter(({ uri }) => uris.has(uri)).map(storedResult),
    order: results.map(({ uri }) => uri),
    images: images.map(({ uri }) => uri),
    sources: Object.fromEntries(
      results.flatMap(({ uri, source }) =>
        source !== undefined && uris.has(source.uri) ? [[uri, source.uri]] : [],
      ),
    ),
  };
}

function restore(
  { deletions, results, images }: State,
  { deletion, restored, left }: Extract<DeletionEvent, { kind: 'results-restored' }>,
): Partial<State> {
  const deleted = deletions.find(({ id }) => id === deletion);
  if (deleted === undefined) return {};
  const back = new Map(restored.map((file) => [file.was, file]));
  const uriNow = (uri: string) => back.get(uri)?.result.uri ?? uri;
  const linked = results.map((result) => {
    const lost = back.get(deleted.sources[result.uri] ?? '');
    return lost ? { ...result, source: lost.image } : result;
  });
  const chosen = restored.filter(({ was }) => deleted.images.includes(was));
  return {
    results: inOrder(
      linked,
      restored.map(({ result }) => result),
      deleted.order.map(uriNow),
    ),
    images: inOrder(
      images,
      chosen.map(({ image }) => image),
      deleted.images.map(uriNow),
    ),
    deletions: deletions.flatMap((one) => {
      if (one !== deleted) return [one];
      return left.length === 0 ? [] : [remainderOf(deleted, left)];
    }),
  };
}

function remainderOf(deleted: Deletion, left: readonly BinnedFile[]): Deletion {
  const uris = left.map(({ uri }) => uri);
  const results = deleted.results.filter(({ uri }) => uris.includes(uri));
  return { ...deleted, files: [...left], results };
}

/** Puts images back before the first one that came after them. Images that were added since stay where they are. */
export function inOrder<T extends { readonly uri: string }>(
  current: readonly T[],
  restored: readonly T[],
  order: readonly string[],
): readonly T[] {
  const all = [...current];
  const place = ({ uri }: T) => order.indexOf(uri);
  for (const one of restored.toSorted((a, b) => place(b) - place(a))) {
    const later = new Set(order.slice(place(one) + 1));
    const before = all.findIndex(({ uri }) => later.has(uri));
    all.splice(before === -1 ? all.length : before, 0, one);
  }
  return all;
}
