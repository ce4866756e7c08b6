import { CheckError } from '../errors.ts';

const MAX_KEY_CHARS = 4096;

/**
 * Checks that a key can go on the wire: printable ASCII without spaces, up to 4096 characters. Users
 * paste keys, and what a web page puts into them (a line break, a zero-width space) makes Node refuse the
 * header with an error that quotes the key.
 *
 * @returns the key without surrounding white space
 * @throws CheckError `bad-key` with the 1-based position of the first invalid character, never with the key
 */
export function checkKey(text: string): string {
  const key = text.trim();
  const invalid = /[^\x21-\x7e]/u.exec(key);
  if (invalid !== null) throw new CheckError({ kind: 'bad-key', position: invalid.index + 1 });
  if (key === '') throw new CheckError({ kind: 'bad-key', position: 1 });
  if (key.length > MAX_KEY_CHARS) {
    throw new CheckError({ kind: 'bad-key', position: MAX_KEY_CHARS + 1 });
  }
  return key;
}
