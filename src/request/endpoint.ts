import type { Api, AuthStyle } from '../catalog/gateways.ts';
import { wellFormed } from '../text/wellFormed.ts';

export interface Endpoint {
  /** May hold the key, so it is for the wire only: never show or log it. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

export interface EndpointParts {
  /** Normalized by `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly auth: AuthStyle;
  /** Missing: `gemini`. */
  readonly api?: Api | undefined;
  /** The entry's own headers, checked by `invalidHeader`. */
  readonly extraHeaders?: Readonly<Record<string, string>>;
  /** The gateway's own id. A free-text id may hold anything and is encoded. */
  readonly modelId: string;
  /** Undefined when the gateway takes none. */
  readonly key: string | undefined;
}

/**
 * Where models are: in the Gemini API, and in Vertex AI's express mode, whose path has no project and no location (Vertex AI in
 * express mode, REST reference, 4 September 2025).
 */
const MODELS_PATH: Readonly<Record<Api, string>> = {
  gemini: '/v1beta/models',
  vertex: '/v1/publishers/google/models',
};

/**
 * Returns the address and headers of `POST {base}/v1beta/models/{model}:generateContent`, with the key in
 * the one place that the gateway's auth style names.
 */
export function endpoint(parts: EndpointParts): Endpoint {
  const { baseUrl, auth, api = 'gemini', modelId, key, extraHeaders } = parts;
  // Model lists spell ids as `models/x` or `publishers/google/models/x`, but the path already says `models/`.
  // And `encodeURIComponent` throws on half a character.
  const id = wellFormed(modelId).replace(/^(?:publishers\/google\/)?models\//, '');
  // Some gateways have slashes in their ids. A dot segment would climb out of `models/`.
  const path = id
    .split('/')
    .filter((segment) => !/^\.{0,2}$/.test(segment))
    .map(encodeURIComponent)
    .join('/');
  const address = `${baseUrl}${MODELS_PATH[api]}/${path}:generateContent`;
  const headers = {
    ...extraHeaders,
    'content-type': 'application/json',
    'accept-encoding': 'gzip',
  };
  return authorized({ address, headers, auth, key });
}

export interface AuthorizedParts extends Pick<EndpointParts, 'auth' | 'key'> {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Adds the key to an address or to headers, in the one place that the auth style names. */
export function authorized({ address, headers, auth, key }: AuthorizedParts): Endpoint {
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
