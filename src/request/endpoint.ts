import type { AuthStyle } from '../catalog/gateways.ts';

export interface Endpoint {
  /** May hold the key, so it is for the wire only: never show or log it. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns the address and headers of `POST {base}/v1beta/models/{model}:generateContent`, with the key in
 * the one place that the gateway's auth style names.
 *
 * @param baseUrl normalized by `normalizeBaseUrl`
 * @param modelId the gateway's own id; a free-text id may hold anything and is encoded
 * @param key undefined when the gateway takes none
 */
export function endpoint(
  baseUrl: string,
  auth: AuthStyle,
  modelId: string,
  key: string | undefined,
): Endpoint {
  // Google's model list spells ids as `models/x`, but the path already says `models/`.
  const id = modelId.replace(/^models\//, '');
  // Some gateways have slashes in their ids. A dot segment would climb out of `models/`.
  const path = id
    .split('/')
    .filter((segment) => !/^\.{0,2}$/.test(segment))
    .map(encodeURIComponent)
    .join('/');
  const address = `${baseUrl}/v1beta/models/${path}:generateContent`;
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'gzip' };
  return authorized(address, headers, auth, key);
}

/** Adds the key to an address or to headers, in the one place that the auth style names. */
export function authorized(
  address: string,
  headers: Readonly<Record<string, string>>,
  auth: AuthStyle,
  key: string | undefined,
): Endpoint {
  const url = new URL(address);
  if (key === undefined) return { url, headers };
  switch (auth) {
    case 'query':
      url.searchParams.set('key', key);
      return { url, headers };
    case 'bearer':
      return { url, headers: { ...headers, authorization: `Bearer ${key}` } };
    case 'x-goog-api-key':
      return { url, headers: { ...headers, 'x-goog-api-key': key } };
    case 'none':
      return { url, headers };
  }
}
