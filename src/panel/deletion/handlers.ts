import { randomUUID } from 'node:crypto';
import type { BinnedFile as NotedFile } from '../../history/binned.ts';
import { fileName } from '../../history/search.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { Handlers } from '../handlers.ts';
import type { ResultsEvent, ResultsState } from '../results/state.ts';
import type { Bin } from './bin.ts';
import type { DeletionFromPanel } from './protocol.ts';
import { restoreFiles, type RestoreParts } from './restore.ts';
import type { BinnedFile, DeletionEvent, DeletionState } from './state.ts';

export interface DeletionParts extends RestoreParts {
  readonly state: () => ResultsState & DeletionState;
  readonly dispatch: (event: DeletionEvent | ResultsEvent) => void;
  readonly bin: Bin;
  readonly t: Translate;
}

export interface Deletions {
  readonly handlers: Handlers<DeletionFromPanel>;
  /** Restores a deleted file, whether or not its deletion can be undone. */
  readonly restore: (file: BinnedFile) => Promise<void>;
}

/** Deletes results, undoes one deletion after the other, and restores single files. */
export function createDeletions(parts: DeletionParts): Deletions {
  const { state, dispatch } = parts;
  // One at a time, so that a second click undoes nothing twice.
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    handlers: {
      'delete-images': ({ images }) => inTurn(() => deleteResults(images, parts)),
      'undo-delete': ({ deletion }) =>
        inTurn(async () => {
          const [newest] = state().deletions;
          // The user has seen another one: this is the second click of a double click.
          if (newest?.id === deletion) await restoreFiles(newest.files, newest, parts);
        }),
      'forget-deleted': () => {
        dispatch({ kind: 'deletion-forgotten' });
      },
    },
    restore: (file) =>
      inTurn(async () => {
        const isFile = ({ binned }: BinnedFile) => binned === file.binned;
        const deletion = state().deletions.find(({ files }) => files.some(isFile));
        await restoreFiles([deletion?.files.find(isFile) ?? file], deletion, parts);
      }),
  };
}

async function deleteResults(ids: readonly string[], parts: DeletionParts): Promise<void> {
  const { state, dispatch, bin, history, tell, t } = parts;
  const chosen = state().results.filter(({ id }) => ids.includes(id));
  const files: NotedFile[] = [];
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
  const text =
    files.length === 1
      ? t(
          'Deleted {0}. Easel keeps the file for {1} days.',
          sanitize(fileName(first.uri)),
          bin.days,
        )
      : t('Deleted {0} images. Easel keeps the files for {1} days.', files.length, bin.days);
  dispatch({ kind: 'results-deleted', id: randomUUID(), files, text });
  await history.binned(files);
}
