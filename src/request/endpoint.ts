import type { AuthStyle } from '../catalog/gateways.ts';

export interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The same address for eyes and logs: without the key. Nothing else may be shown. */
  readonly shown: string;
}

/**
 * Address and headers of `POST {base}/v1beta/models/{model}:generateContent`, with the key at the one place that the
 * gateway's auth style names.
 *
 * @param baseUrl normalized, see `normalizeBaseUrl`
 * @param modelId the gateway's own id; a free-text id may hold anything and is encoded
 * @param key undefined where the gateway takes none
 */
export function endpoint(
  baseUrl: string,
  auth: AuthStyle,
  modelId: string,
  key: string | undefined,
): Endpoint {
  // `models/x` is how Google's model list spells ids; the path already says `models/`.
  const id = modelId.replace(/^models\//, '');
  // A slash is part of some gateways' ids; a dot segment would climb out of `models/`.
  const path = id
    .split('/')
    .filter((segment) => !/^\.{0,2}$/.test(segment))
    .map(encodeURIComponent)
    .join('/');
  const shown = `${baseUrl}/v1beta/models/${path}:generateContent`;
  const url = new URL(shown);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'accept-encoding': 'gzip',
  };
  if (key !== undefined) {
    if (auth === 'query') url.searchParams.set('key', key);
    if (auth === 'bearer') headers['authorization'] = `Bearer ${key}`;
    if (auth === 'x-goog-api-key') headers['x-goog-api-key'] = key;
  }
  return { url, headers, shown };
}
