import { CheckError } from '../errors.ts';

const LONGEST_KEY = 4096;

/**
 * A key as it may go on the wire: printable ASCII without spaces. Keys are pasted, and what a web page puts around
 * them (a line break, a zero-width space) makes Node refuse the header with a text that quotes the key.
 *
 * @returns the key without surrounding white space
 * @throws CheckError `bad-key` with the 1-based position of the first character that cannot be sent; never the key
 */
export function checkKey(text: string): string {
  const key = text.trim();
  const bad = /[^\x21-\x7e]/u.exec(key);
  if (bad !== null) throw new CheckError({ kind: 'bad-key', position: bad.index + 1 });
  if (key === '') throw new CheckError({ kind: 'bad-key', position: 1 });
  if (key.length > LONGEST_KEY)
    throw new CheckError({ kind: 'bad-key', position: LONGEST_KEY + 1 });
  return key;
}
