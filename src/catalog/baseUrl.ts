import { CheckError } from '../errors.ts';
import { isPrivateHost } from './addresses.ts';

/** Endings that people paste along with the address; the path of a request adds them again. */
const PASTED_ENDINGS = [/\/+$/, /\/v1beta\/models$/i, /\/v1beta$/i, /\/+$/];

const IMAGES_ROUTE = /\/v1\/images(\/(generations|edits))?\/*$/i;

/**
 * The address under which `/v1beta/models/…` lies: no trailing slash, no `/v1beta`.
 * `https://h`, `https://h/`, `https://h/v1beta` and `https://h/v1beta/models/` all mean `https://h`; doubling
 * `/v1beta` is answered with 404 by New API gateways. https is required; http is taken only for this
 * machine and private networks, where no certificate can be had.
 *
 * @throws CheckError `bad-base-url`
 */
export function normalizeBaseUrl(text: string, gateway: string): string {
  const fail = (why: 'malformed' | 'credentials' | 'not-https') =>
    new CheckError({ kind: 'bad-base-url', gateway, why });
  // URL's own error quotes the address, which may hold a key: its text goes no further.
  if (!URL.canParse(text.trim())) throw fail('malformed');
  const url = new URL(text.trim());
  if (url.username !== '' || url.password !== '') throw fail('credentials');
  if (url.search !== '' || url.hash !== '') throw fail('malformed');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw fail('malformed');
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) throw fail('not-https');
  // The older Images route answers in another shape and is not what Easel speaks.
  const native = url.pathname.replace(IMAGES_ROUTE, '');
  if (native !== url.pathname) {
    const problem = { kind: 'bad-base-url', gateway, why: 'images-route' } as const;
    throw new CheckError({ ...problem, native: url.origin + native });
  }
  const typed = url.pathname.replace(/\/{2,}/g, '/');
  const path = PASTED_ENDINGS.reduce((rest, ending) => rest.replace(ending, ''), typed);
  return url.origin + path;
}
