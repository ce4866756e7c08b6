import { sanitize } from './sanitize.ts';
import type { Translate } from './translate.ts';

/** In characters: the start and the end of a name, with `…` between them. */
const SHORT_NAME = 20;
/** In characters: the extension, and the number before it. */
const NAME_END = 8;

/**
 * Lists file names in little room: `a.png, a-very-long-…me-2.png, and 3 more`. Long names lose their middle, because files of one
 * batch often begin alike.
 *
 * @param most in characters, for the names; one is always shown
 */
export function nameList(names: readonly string[], t: Translate, most = 40): string {
  const [first = '', ...others] = names.map(shortName);
  let list = first;
  let more = others.length;
  for (const name of others) {
    if (list.length + 2 + name.length > most) break;
    list = `${list}, ${name}`;
    more -= 1;
  }
  return more === 0 ? list : t('{0}, and {1} more', list, more);
}

function shortName(name: string): string {
  const letters = Array.from(sanitize(name));
  if (letters.length <= SHORT_NAME) return letters.join('');
  const start = letters.slice(0, SHORT_NAME - 1 - NAME_END).join('');
  return `${start}…${letters.slice(-NAME_END).join('')}`;
}
