import { CheckError } from '../errors.ts';
import { isPrivateHost } from './addresses.ts';

/** Endings that users paste along with the address. The path of a request adds them again. */
const PASTED_ENDINGS = [/\/+$/, /\/v1beta\/models$/i, /\/v1beta$/i, /\/+$/];

const IMAGES_ROUTE = /\/v1\/images(\/(generations|edits))?\/*$/i;

/**
 * Returns the address under which `/v1beta/models/…` is, without a trailing slash and without `/v1beta`.
 * `https://h`, `https://h/`, `https://h/v1beta`, and `https://h/v1beta/models/` all become `https://h`:
 * New API gateways answer a doubled `/v1beta` with 404. Requires https, except for this machine and
 * private networks, which can't get a certificate.
 *
 * @param gateway the id of the gateway, for the error
 * @throws CheckError `bad-base-url`
 */
export function normalizeBaseUrl(text: string, gateway: string): string {
  const refusal = (why: 'malformed' | 'credentials' | 'not-https') =>
    new CheckError({ kind: 'bad-base-url', gateway, why });
  // URL's own error quotes the address, which may hold a key.
  if (!URL.canParse(text.trim())) throw refusal('malformed');
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '') throw refusal('credentials');
  if (url.search !== '' || url.hash !== '') throw refusal('malformed');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refusal('malformed');
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) throw refusal('not-https');
  // The older Images route answers in a shape that Easel doesn't read.
  const native = url.pathname.replace(IMAGES_ROUTE, '');
  if (native !== url.pathname) {
    const problem = { kind: 'bad-base-url', gateway, why: 'images-route' } as const;
    throw new CheckError({ ...problem, native: url.origin + native });
  }
  const typed = url.pathname.replace(/\/{2,}/g, '/');
  const path = PASTED_ENDINGS.reduce((rest, ending) => rest.replace(ending, ''), typed);
  return url.origin + path;
}
