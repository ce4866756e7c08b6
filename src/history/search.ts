import { findModel } from '../catalog/modelLookup.ts';
import { findDates, isOnDate, monthNames, type DateQuery } from './dateQuery.ts';
import type { History, HistoryEntry } from './history.ts';
import { historyItems, resultOf, type HistoryItem } from './items.ts';
import { plainText } from './plainText.ts';
import { Turn } from './turn.ts';

/** In letters: shorter words must match exactly. */
const FUZZY_FROM = 4;

export interface SearchOptions {
  /** ms since 1970. */
  readonly now: number;
  /** The display language, for the names of months. */
  readonly locale: string;
}

/**
 * Returns the items that match every part of a text, newest first. Words are looked for in the prompt, the model's ID and name, the
 * gateway, and the names of files, without case and accents. If nothing contains them, words of four letters or more can leave
 * letters out: `bnner` finds "banner", and `bnr` doesn't. Dates are those of `findDates`. `is:starred`, `is:kept`, and `is:rejected`
 * look for marks, and `is:failed` for runs without an image.
 *
 * @param text matches everything when it has no words
 */
export async function searchHistory(
  history: History,
  text: string,
  { now, locale }: SearchOptions,
): Promise<readonly HistoryItem[]> {
  const parts = wordsOf(text);
  const filters = parts.flatMap((part) => FILTERS.get(part) ?? []);
  const plain = parts.filter((part) => !FILTERS.has(part));
  // The first use of a language takes some ms.
  const names = plain.length === 0 ? [] : monthNames(locale);
  const { dates, words } = findDates(plain, now, names);
  const entries = await matching(history, words, dates);
  const items = await historyItems(entries);
  return filters.length === 0
    ? items
    : items.filter((item) => filters.every((filter) => filter(item)));
}

const FILTERS: ReadonlyMap<string, (item: HistoryItem) => boolean> = new Map([
  ['is:starred', isStarred],
  ['is:star', isStarred],
  ['★', isStarred],
  ['is:kept', (item) => resultOf(item)?.mark?.flag === 'keep'],
  ['is:rejected', (item) => resultOf(item)?.mark?.flag === 'reject'],
  ['is:failed', (item) => resultOf(item) === undefined && item.entry.outcome !== 'sent'],
]);

function isStarred(item: HistoryItem): boolean {
  return (resultOf(item)?.mark?.stars ?? 0) > 0;
}

async function matching(
  history: History,
  words: readonly string[],
  dates: readonly DateQuery[],
): Promise<History> {
  if (words.length === 0 && dates.length === 0) return history;
  const exact = await filter(
    history,
    (entry) =>
      dates.every((date) => isOnDate(entry.at, date)) &&
      words.every((word) => textOf(entry).includes(word)),
  );
  const isLong = words.some(({ length }) => length >= FUZZY_FROM);
  if (exact.length > 0 || !isLong) return exact;
  // Short words are cheap to test and rule out most entries.
  const isAlike = words.toSorted((a, b) => a.length - b.length).map(alike);
  return await filter(
    history,
    (entry) =>
      dates.every((date) => isOnDate(entry.at, date)) &&
      isAlike.every((isIn) => isIn(textOf(entry))),
  );
}

/** Makes the first search as fast as the next ones. Works in turns of some ms. */
export async function prepareSearch(history: History): Promise<void> {
  await filter(history, (entry) => textOf(entry) !== '');
}

/** Filters in turns of some ms, because all extensions share this thread. */
async function filter(
  history: History,
  isFound: (entry: HistoryEntry) => boolean,
): Promise<History> {
  const found: HistoryEntry[] = [];
  const turn = new Turn();
  for (const entry of history) {
    if (turn.isOver()) await turn.next();
    if (isFound(entry)) found.push(entry);
  }
  return found;
}

/** Kept with the entries, because normalizing takes longer than searching. */
const texts = new WeakMap<HistoryEntry, string>();

function textOf(entry: HistoryEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const { prompt, model, gateway, images, results } = entry;
  const files = [...images, ...results.map(({ uri }) => uri)].map(fileName);
  // Lists show the name, so users search for it.
  const name = findModel(model)?.name ?? '';
  const text = plainText([prompt, model, name, gateway, ...files].join(' '));
  texts.set(entry, text);
  return text;
}

/** Returns the last part of a URI's path, decoded. */
export function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function wordsOf(text: string): readonly string[] {
  return plainText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** How many letters a word can leave out. */
const MAX_LEFT_OUT = 3;

/** Returns a test for texts with a word that begins with the same letter and has all others in order. */
function alike(word: string): (text: string) => boolean {
  if (word.length < FUZZY_FROM) return (text) => text.includes(word);
  const [first = '', ...rest] = Array.from(word, (letter) => letter.codePointAt(0) ?? 0).map(
    (code) => `\\u{${code.toString(16)}}`,
  );
  const isShortEnough = `(?=\\S{1,${word.length + MAX_LEFT_OUT}}(?!\\S))`;
  // Each letter is found at its first place. With a choice of places, a line of equal letters would hold the thread for seconds.
  const others = rest.map((letter) => `[^\\s${letter}]*${letter}`).join('');
  // Splitting each text into words takes twice as long.
  const pattern = new RegExp(`(?<!\\S)${isShortEnough}${first}${others}`, 'u');
  return (text) => text.includes(word) || pattern.test(text);
}
