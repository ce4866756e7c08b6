import { randomUUID } from 'node:crypto';
import type { Move } from '../../history/changes.ts';
import { fileName } from '../../history/search.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { Handlers } from '../handlers.ts';
import { restoredResult } from '../memory/storedResult.ts';
import type { ResultsEvent, ResultsState } from '../results/state.ts';
import type { PanelImage } from '../sources/state.ts';
import type { DeletionFromPanel } from './protocol.ts';
import type { BinnedFile, DeletionEvent, DeletionState, RestoredFile } from './state.ts';

/** Keeps deleted files for a while. Files are named by their URIs. */
export interface Bin {
  /** How long it keeps a file, in days. */
  readonly days: number;
  /** Moves a file into the bin. @returns its URI there; undefined if there is no such file. @throws if it can't be moved */
  readonly put: (uri: string) => Promise<string | undefined>;
  /** Moves a file back. @returns its URI: another one if the old name is taken; undefined if the bin has no such file anymore */
  readonly restore: (file: BinnedFile) => Promise<string | undefined>;
}

export interface DeletionParts {
  readonly state: () => ResultsState & DeletionState;
  readonly dispatch: (event: DeletionEvent | ResultsEvent) => void;
  readonly bin: Bin;
  /** Returns the images that exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
  /** Tells the history that files have other names now. */
  readonly moved: (moves: readonly Move[]) => Promise<void>;
  readonly tell: (message: string, kind: 'info' | 'warning') => void;
  readonly t: Translate;
}

/** Deletes results, and undoes the last deletion. */
export function deletionHandlers(parts: DeletionParts): Handlers<DeletionFromPanel> {
  const { dispatch } = parts;
  // One at a time, so that a second click undoes nothing twice.
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    'delete-images': ({ images }) => inTurn(() => deleteResults(images, parts)),
    'undo-delete': () => inTurn(() => undo(parts)),
    'forget-deleted': () => {
      dispatch({ kind: 'deletion-forgotten' });
    },
  };
}

async function deleteResults(ids: readonly string[], parts: DeletionParts): Promise<void> {
  const { state, dispatch, bin, tell, t } = parts;
  const chosen = state().results.filter(({ id }) => ids.includes(id));
  const files: BinnedFile[] = [];
  const kept: string[] = [];
  for (const { id, uri, name } of chosen) {
    try {
      const binned = await bin.put(uri);
      if (binned === undefined) dispatch({ kind: 'image-gone', id });
      else files.push({ uri, binned, at: Date.now() });
    } catch {
      kept.push(sanitize(name));
    }
  }
  if (kept.length > 0) tell(t("Couldn't delete {0}.", kept.join(', ')), 'warning');
  const [first] = files;
  if (first === undefined) return;
  const name = sanitize(chosen.find(({ uri }) => uri === first.uri)?.name ?? '');
  const text =
    files.length === 1
      ? t('Deleted {0}. Easel keeps the file for {1} days.', name, bin.days)
      : t('Deleted {0} images. Easel keeps the files for {1} days.', files.length, bin.days);
  dispatch({ kind: 'results-deleted', files, text });
}

async function undo(parts: DeletionParts): Promise<void> {
  const { state, dispatch, bin, tell, t } = parts;
  const { deleted } = state();
  if (deleted === undefined) return;
  const back: { readonly was: string; readonly uri: string; readonly at?: number | undefined }[] =
    [];
  const left: BinnedFile[] = [];
  const gone: string[] = [];
  for (const file of deleted.files) {
    try {
      const uri = await bin.restore(file);
      if (uri === undefined) gone.push(fileName(file.uri));
      else back.push({ was: file.uri, uri, at: file.at });
    } catch {
      left.push(file);
    }
  }
  dispatch({ kind: 'results-restored', restored: await restoredFiles(back, parts), left });
  const renamed = back.filter(({ was, uri }) => was !== uri);
  if (renamed.length > 0) {
    // A run since the deletion can have taken the name.
    const moves = renamed.map(({ was, uri, at }) => ({
      from: was,
      to: uri,
      ...(at !== undefined && { until: at }),
    }));
    await parts.moved(moves);
    const names = renamed.map(({ was, uri }) =>
      t('Restored {0} as {1}.', nameOf(was), nameOf(uri)),
    );
    tell([...names, t('The old name was taken.')].join(' '), 'info');
  }
  if (left.length > 0) {
    const names = left.map(({ uri }) => nameOf(uri)).join(', ');
    tell(t("Couldn't restore {0}. Undo again when its folder takes files.", names), 'warning');
  }
  if (gone.length > 0) {
    const names = sanitize(gone.join(', '));
    tell(t("Couldn't restore {0}. Easel keeps files for {1} days.", names, bin.days), 'warning');
  }
}

/** Reads the facts of the files, and finds the sources of the results, which can have been restored as well. */
async function restoredFiles(
  back: readonly { readonly was: string; readonly uri: string }[],
  { state, findImages }: DeletionParts,
): Promise<readonly RestoredFile[]> {
  const { results = [] } = state().deleted ?? {};
  const uriNow = new Map(back.map(({ was, uri }) => [was, uri]));
  const sourceOf = ({ source = '' }: { source?: string | undefined }) =>
    uriNow.get(source) ?? source;
  const uris = [...back.map(({ uri }) => uri), ...results.map(sourceOf).filter(Boolean)];
  const found = new Map(
    (await findImages([...new Set(uris)])).map((image) => [image.uri, image] as const),
  );
  return back.flatMap(({ was, uri }): RestoredFile[] => {
    const stored = results.find((result) => result.uri === was);
    const image = found.get(uri);
    if (stored === undefined || image === undefined) return [];
    const result = restoredResult(stored, image, found.get(sourceOf(stored)));
    return [{ was, result, image: { ...image, id: randomUUID() } }];
  });
}

function nameOf(uri: string): string {
  return sanitize(fileName(uri), 80);
}
