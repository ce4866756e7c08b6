import { CheckError } from '../errors.ts';
import { unwrapPasted } from '../text/pasted.ts';

const MAX_KEY_CHARS = 4096;

/** What people copy along with a key: `-H "x-goog-api-key: …"`, `Authorization: Bearer …`, `export GEMINI_API_KEY=…`, `"apiKey": "…"`. */
const PREFIXES = [
  /^(?:-H|--header)\s*=?\s*/i,
  /^(?:x-goog-api-key|x-api-key|api[-_]?key|key|token|authorization)["']?\s*:\s*/i,
  /^bearer\s+/i,
  /^setx\s+\w+\s+/i,
  /^(?:export\s+|set\s+|\$env:)?[?&]?[a-z_][\w.-]*(?<=key|token|secret)["']?\s*=\s*(?!=|$)/i,
  /^[?&]?key=(?!=|$)/i,
];

/**
 * Returns a key without what was pasted around it. Changes nothing inside. A pasted address means the key in its query.
 */
export function unwrapKey(text: string): string {
  const key = unwrapPasted(text, PREFIXES);
  if (!/^https?:\/\//i.test(key) || !URL.canParse(key)) return key;
  return new URL(key).searchParams.get('key') ?? key;
}

/**
 * Checks that a key can go on the wire: printable ASCII without spaces, up to 4096 characters. Users
 * paste keys, and what a web page puts into them (a line break, a zero-width space) makes Node refuse the
 * header with an error that quotes the key.
 *
 * @returns the key without what was pasted around it
 * @throws CheckError `bad-key` with the 1-based position of the first invalid character, never with the key
 */
export function checkKey(text: string): string {
  return checkCharacters(unwrapKey(text), /[^\x21-\x7e]/u);
}

/** Checks the secret value of a header, like {@link checkKey}. A value may have spaces inside, and prefixes such as `Bearer` belong to it. */
export function checkHeaderSecret(text: string): string {
  return checkCharacters(unwrapHeaderSecret(text), /[^\x20-\x7e]/u, { isHeader: true });
}

/** Returns a header's secret value without white space and quotes around it. */
export function unwrapHeaderSecret(text: string): string {
  return unwrapPasted(text, []);
}

function checkCharacters(
  key: string,
  unfit: RegExp,
  facts: { readonly isHeader?: true } = {},
): string {
  const refusal = (position: number) => new CheckError({ kind: 'bad-key', position, ...facts });
  const invalid = unfit.exec(key);
  if (invalid !== null) throw refusal(invalid.index + 1);
  if (key === '') throw refusal(1);
  if (key.length > MAX_KEY_CHARS) throw refusal(MAX_KEY_CHARS + 1);
  return key;
}
