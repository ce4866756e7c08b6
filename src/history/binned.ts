import { changeResults } from './changes.ts';
import type { History, HistoryResult } from './history.ts';

/** A file that was moved into the bin. */
export interface BinnedFile {
  /** The file's URI before it was deleted. */
  readonly uri: string;
  /** Its URI in the bin. */
  readonly binned: string;
  /** When it was deleted: ms since 1970. */
  readonly at: number;
}

/** Notes where deleted results are in the bin. A later run with the same file name means another file. */
export function noteBinned(history: History, files: readonly BinnedFile[]): History {
  return changeResults(history, (result, entry) => {
    const file = files.find(({ uri }) => uri === result.uri);
    if (file === undefined || result.deleted !== undefined) return result;
    const { binned, at } = file;
    return entry.at > at ? result : { ...result, deleted: { binned, at } };
  });
}

/** Takes the notes about files away that aren't in the bin anymore. @param binned their URIs there, with the present URIs of the files */
export function forgetBinned(
  history: History,
  binned: ReadonlyMap<string, string | undefined>,
): History {
  return changeResults(history, (result): HistoryResult => {
    const { deleted, ...rest } = result;
    if (deleted === undefined || !binned.has(deleted.binned)) return result;
    return { ...rest, uri: binned.get(deleted.binned) ?? rest.uri };
  });
}
