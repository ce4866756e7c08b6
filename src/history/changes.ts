import { MAX_ENTRIES, type History, type HistoryEntry, type HistoryResult } from './history.ts';
import type { Mark } from './mark.ts';

/** Adds an entry at the end. Removes an earlier entry of the same run, and the oldest ones when there are too many. */
export function addEntry(history: History, entry: HistoryEntry): History {
  return [...removeEntry(history, entry.id), entry].slice(-MAX_ENTRIES);
}

/** Replaces the entry of the same run, in its place, so that no list moves. A deleted entry stays deleted. */
export function replaceEntry(history: History, entry: HistoryEntry): History {
  return history.map((other) => (other.id === entry.id ? withNewFacts(other, entry) : other));
}

/** Removes the entry of a run. */
export function removeEntry(history: History, id: string): History {
  return history.filter((entry) => entry.id !== id);
}

/** Removes an image wherever it is listed, and a run with its last image. @param uri of its file */
export function removeImage(history: History, uri: string): History {
  return history.flatMap((entry) => {
    const results = entry.results.filter((result) => result.uri !== uri);
    if (results.length === entry.results.length) return [entry];
    return results.length === 0 ? [] : [{ ...entry, results }];
  });
}

/** Removes one result of a run, and the run with its last one. @param index of the result; a run without results has none */
export function removeResult(history: History, id: string, index: number): History {
  const entry = history.find((one) => one.id === id);
  if (entry === undefined) return history;
  const results = entry.results.filter((_, at) => at !== index);
  return results.length === 0
    ? removeEntry(history, id)
    : history.map((one) => (one === entry ? { ...entry, results } : one));
}

/** Puts removed entries back among those that were added since. A run that still has an entry gets the results that it lacks. */
export function restoreEntries(history: History, removed: History): History {
  const now = new Map(history.map((entry) => [entry.id, entry]));
  const back = removed.map((entry) => withResultsOf(now.get(entry.id), entry));
  const restored = new Set(back.map(({ id }) => id));
  const others = history.filter(({ id }) => !restored.has(id));
  return [...others, ...back].sort((a, b) => a.at - b.at).slice(-MAX_ENTRIES);
}

function withResultsOf(now: HistoryEntry | undefined, removed: HistoryEntry): HistoryEntry {
  if (now === undefined) return removed;
  const current = new Map(now.results.map((result) => [result.uri, result]));
  const results = removed.results.map((result) => current.get(result.uri) ?? result);
  const others = now.results.filter((result) => !results.includes(result));
  return { ...now, results: [...results, ...others] };
}

/** Marks a result wherever it is listed. Returns the same list if nothing changes, so that the file isn't written. */
export function markResult(history: History, uri: string, mark: Mark | undefined): History {
  return changeResults(history, (result) => {
    if (result.uri !== uri || JSON.stringify(result.mark) === JSON.stringify(mark)) return result;
    return { ...result, mark };
  });
}

/** A file or folder that has another name now. URIs. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** In ms since 1970: later runs mean another file with that name. Missing: no limit. */
  readonly until?: number;
}

/** Follows files and folders to their new names. Returns the same list if nothing changes, so that the file isn't written. */
export function moveFiles(history: History, moves: readonly Move[]): History {
  const newNames = namesAfter(moves);
  return changeEach(history, (entry) => {
    const images = changeEach(entry.images, (uri) => movedUri(uri, newNames, entry.at));
    const results = changeEach(entry.results, (result) => {
      const uri = movedUri(result.uri, newNames, entry.at);
      return uri === result.uri ? result : { ...result, uri };
    });
    if (images === entry.images && results === entry.results) return entry;
    return { ...entry, images: [...images], results: [...results] };
  });
}

/** Moves by the old names. */
export type NewNames = ReadonlyMap<string, Move>;

export function namesAfter(moves: readonly Move[]): NewNames {
  return new Map(moves.map((move) => [move.from, move]));
}

/**
 * Returns where a file is after files and folders moved. Looks up the file and its folders, so that it takes no longer after
 * hundreds of moves.
 *
 * @param at when the file was used, in ms since 1970
 */
export function movedUri(uri: string, newNames: NewNames, at = 0): string {
  for (let end = uri.length; end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const move = newNames.get(uri.slice(0, end));
    if (move && at <= (move.until ?? Infinity)) return `${move.to}${uri.slice(end)}`;
  }
  return uri;
}

/** What the user did while the entry was still growing stays: the marks of its results, which of them were deleted, and the new names of all its files. */
function withNewFacts(old: HistoryEntry, entry: HistoryEntry): HistoryEntry {
  const { images } = old;
  if (old.results.length !== entry.results.length) return { ...entry, images };
  const results = entry.results.map((result, index) => {
    const { uri = result.uri, mark, deleted } = old.results[index] ?? {};
    return { ...result, uri, ...(mark && { mark }), ...(deleted && { deleted }) };
  });
  return { ...entry, images, results };
}

/** Returns the same list if every result stays the same. */
export function changeResults(
  history: History,
  change: (result: HistoryResult, entry: HistoryEntry) => HistoryResult,
): History {
  return changeEach(history, (entry) => {
    const results = changeEach(entry.results, (result) => change(result, entry));
    return results === entry.results ? entry : { ...entry, results: [...results] };
  });
}

/** Returns the same list if every item stays the same. */
function changeEach<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}
