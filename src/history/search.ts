import type { History, HistoryEntry } from './history.ts';

/** Words shorter than this have to be there letter by letter. */
const FUZZY_FROM = 4;

/**
 * The entries in which every word of the text is found: in the prompt, the model, or the name of a file. The newest first. Case and accents do
 * not count, and a word of four letters or more may leave letters out: `bnr` finds none, `bnner` finds a banner.
 *
 * @param text nothing but spaces finds everything
 */
export function searchHistory(history: History, text: string): History {
  const wanted = words(text);
  const newest = history.toReversed();
  if (wanted.length === 0) return newest;
  return newest.filter((entry) => {
    const place = words(textOf(entry));
    return wanted.every((word) => place.some((other) => isFound(word, other)));
  });
}

function textOf({ prompt, model, gateway, images, results }: HistoryEntry): string {
  const files = [...images, ...results.map(({ uri }) => uri)].map(fileName);
  return [prompt, model, gateway, ...files].join(' ');
}

/** The last part of a URI's path, as the user knows it. */
export function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Compatibility forms with the accents (which NFKD makes characters of their own) taken off. */
function words(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/\s+/).filter((word) => word !== '');
}

function isFound(word: string, place: string): boolean {
  if (place.includes(word)) return true;
  if (word.length < FUZZY_FROM || word.length + 3 < place.length) return false;
  let found = 0;
  for (const letter of place) if (letter === word[found]) found++;
  return found === word.length && place.startsWith(word.charAt(0));
}
