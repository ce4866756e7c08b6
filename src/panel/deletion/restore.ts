import { randomUUID } from 'node:crypto';
import type { BinnedFile as NotedFile } from '../../history/binned.ts';
import type { Move } from '../../history/changes.ts';
import { fileName } from '../../history/search.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import { restoredResult } from '../memory/storedResult.ts';
import type { PanelImage } from '../sources/state.ts';
import type { Bin } from './bin.ts';
import type { BinnedFile, Deletion, DeletionEvent, RestoredFile } from './state.ts';

export interface RestoreParts {
  readonly dispatch: (event: DeletionEvent) => void;
  readonly bin: Pick<Bin, 'days' | 'restore'>;
  /** Returns the images that exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
  readonly history: {
    /** Notes where deleted files are in the bin. */
    readonly binned: (files: readonly NotedFile[]) => Promise<void>;
    /** Notes that files aren't in the bin anymore, by their URIs there, and where they are now. */
    readonly unbinned: (
      files: ReadonlyMap<string, string | undefined>,
      moves: readonly Move[],
    ) => Promise<void>;
  };
  readonly tell: (message: string, kind: 'info' | 'warning') => void;
  readonly t: Translate;
}

/** A file that is back, and where. */
interface BackFile extends BinnedFile {
  readonly now: string;
}

/** Moves files back from the bin, with what the panel knows about them. @param deletion that they belong to, if it can be undone */
export async function restoreFiles(
  files: readonly BinnedFile[],
  deletion: Deletion | undefined,
  parts: RestoreParts,
): Promise<void> {
  const { dispatch, bin, history } = parts;
  const back: BackFile[] = [];
  const left: BinnedFile[] = [];
  const gone: BinnedFile[] = [];
  for (const file of files) {
    try {
      const now = await bin.restore(file);
      if (now === undefined) gone.push(file);
      else back.push({ ...file, now });
    } catch {
      left.push(file);
    }
  }
  if (deletion !== undefined) {
    const waiting = deletion.files.filter((file) => !files.includes(file));
    dispatch({
      kind: 'results-restored',
      deletion: deletion.id,
      restored: await restoredFiles(back, deletion, parts),
      left: [...waiting, ...left],
    });
  }
  const ends = [...back, ...gone.map((file) => ({ ...file, now: undefined }))];
  const moved = back.filter(({ uri, now }) => uri !== now);
  await history.unbinned(new Map(ends.map(({ binned, now }) => [binned, now])), moved.map(moveOf));
  report({ moved, left, gone }, parts);
}

/** A run since the deletion can have taken the name. */
function moveOf({ uri, now, at }: BackFile): Move {
  return { from: uri, to: now, ...(at !== undefined && { until: at }) };
}

interface Ends {
  /** Under another name. */
  readonly moved: readonly BackFile[];
  readonly left: readonly BinnedFile[];
  readonly gone: readonly BinnedFile[];
}

function report(
  { moved, left, gone }: Ends,
  { bin, tell, t }: Pick<RestoreParts, 'bin' | 'tell' | 't'>,
): void {
  const namesOf = (files: readonly BinnedFile[]) => files.map(({ uri }) => nameOf(uri)).join(', ');
  if (moved.length > 0) {
    const names = moved.map(({ uri, now }) => t('Restored {0} as {1}.', nameOf(uri), nameOf(now)));
    tell([...names, t('The old name was taken.')].join(' '), 'info');
  }
  if (left.length > 0) {
    tell(
      t("Couldn't restore {0}. Try again when its folder takes files.", namesOf(left)),
      'warning',
    );
  }
  if (gone.length > 0) {
    tell(
      t("Couldn't restore {0}. Easel keeps files for {1} days.", namesOf(gone), bin.days),
      'warning',
    );
  }
}

/** Reads the facts of the files, and finds the sources of the results, which can have been restored as well. */
async function restoredFiles(
  back: readonly BackFile[],
  { results }: Deletion,
  { findImages }: Pick<RestoreParts, 'findImages'>,
): Promise<readonly RestoredFile[]> {
  const uriNow = new Map(back.map(({ uri, now }) => [uri, now]));
  const sourceOf = ({ source = '' }: { source?: string | undefined }) =>
    uriNow.get(source) ?? source;
  const uris = [...back.map(({ now }) => now), ...results.map(sourceOf).filter(Boolean)];
  const found = new Map(
    (await findImages([...new Set(uris)])).map((image) => [image.uri, image] as const),
  );
  return back.flatMap(({ uri: was, now }): RestoredFile[] => {
    const stored = results.find((result) => result.uri === was);
    const image = found.get(now);
    if (stored === undefined || image === undefined) return [];
    const result = restoredResult(stored, image, found.get(sourceOf(stored)));
    return [{ was, result, image: { ...image, id: randomUUID() } }];
  });
}

function nameOf(uri: string): string {
  return sanitize(fileName(uri), 80);
}
