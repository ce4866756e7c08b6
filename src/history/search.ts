import type { History, HistoryEntry } from './history.ts';

/** In letters: shorter words must match exactly. */
const FUZZY_FROM = 4;

/**
 * Returns the entries that contain every word of a text, newest first: in the prompt, the model, the gateway, or a file name. Ignores
 * case and accents. A word of four letters or more can leave letters out: `bnner` finds "banner", and `bnr` doesn't.
 *
 * @param text matches everything when it has no words
 */
export function searchHistory(history: History, text: string): History {
  const query = words(text);
  const newestFirst = history.toReversed();
  if (query.length === 0) return newestFirst;
  return newestFirst.filter((entry) => {
    const candidates = words(textOf(entry));
    return query.every((word) => candidates.some((candidate) => matches(word, candidate)));
  });
}

function textOf({ prompt, model, gateway, images, results }: HistoryEntry): string {
  const files = [...images, ...results.map(({ uri }) => uri)].map(fileName);
  return [prompt, model, gateway, ...files].join(' ');
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

/** Returns the words without accents, which NFKD turns into characters of their own. */
function words(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/\s+/).filter((word) => word !== '');
}

function matches(word: string, candidate: string): boolean {
  if (candidate.includes(word)) return true;
  if (word.length < FUZZY_FROM || word.length + 3 < candidate.length) return false;
  let matched = 0;
  for (const letter of candidate) if (letter === word[matched]) matched++;
  return matched === word.length && candidate.startsWith(word.charAt(0));
}
