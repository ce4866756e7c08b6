/** White space, and characters without a width that come along when text is copied from a web page. */
const INVISIBLE = String.raw`[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]`;
const INVISIBLE_ENDS = new RegExp(`^${INVISIBLE}+|${INVISIBLE}+$`, 'gu');

const QUOTES = '["\'`“”‘’«»„]';
const QUOTED_ENDS = new RegExp(`^${QUOTES}+|${QUOTES}+[,;]?$`, 'gu');

const MAX_LAYERS = 8;

/**
 * Takes off what surrounds a pasted value: white space, zero-width characters, quotes, angle brackets, and the given prefixes, in any
 * order. Changes nothing inside.
 *
 * @param prefixes each matches at the beginning only
 */
export function unwrapPasted(text: string, prefixes: readonly RegExp[]): string {
  let rest = text;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const before = rest;
    rest = rest.replace(INVISIBLE_ENDS, '').replace(QUOTED_ENDS, '');
    rest = rest.replace(/^<(.*)>$/s, '$1');
    for (const prefix of prefixes) rest = rest.replace(prefix, '');
    if (rest === before) break;
  }
  return rest;
}

/** Tells whether a change of a text is a paste: typing adds one character at a time. */
export function isPaste(before: string, after: string): boolean {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return after.length - start - end > 1;
}
