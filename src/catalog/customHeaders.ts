import type { AuthStyle } from './gateways.ts';

/** Stands for a text in secret storage, inside a header's value. */
export const SECRET = '${secret}';

const MAX_HEADERS = 20;
const MAX_VALUE_CHARS = 4096;
/** A header's name as RFC 9110, 5.6.2 defines it. */
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,64}$/i;
/** Printable ASCII: a line break in a value would start another header. */
const VALUE = /^[\x20-\x7e]+$/;

/** Headers of the connection (RFC 9110, 7.6.1), and of the body that Easel writes and reads. */
const OWN = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** Where keys go. Gateways read several of them and differ in which one counts, so only an entry without a key may set them. */
const KEY_HEADERS = new Set(['authorization', 'x-goog-api-key']);

/**
 * Finds the first header of an entry that Easel can't send.
 *
 * @returns its name; an empty string if there are too many headers; undefined if all are fine
 */
export function invalidHeader(
  headers: Readonly<Record<string, string>>,
  auth: AuthStyle,
): string | undefined {
  const entries = Object.entries(headers);
  if (entries.length > MAX_HEADERS) return '';
  const names = new Set<string>();
  for (const [name, value] of entries) {
    const lower = name.toLowerCase();
    const isTaken = OWN.has(lower) || (auth !== 'none' && KEY_HEADERS.has(lower));
    const isTwice = names.has(lower);
    names.add(lower);
    if (!NAME.test(name) || isTaken || isTwice || !isValue(value)) return name;
  }
  return undefined;
}

function isValue(value: string): boolean {
  return VALUE.test(value) && value.trim() !== '' && value.length <= MAX_VALUE_CHARS;
}

/** Returns headers by lower-case name, without white space around their values. */
export function normalizeHeaders(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  );
}
