import { SECRET } from './customHeaders.ts';
import type { Gateway } from './gateways.ts';

/**
 * The place that a secret belongs to: one entry at one origin. Two entries at one host have two keys, and an entry whose address
 * changes to another origin has none.
 */
export interface KeyOwner {
  /** The gateway's id. */
  readonly gateway: string;
  /** The gateway's origin, such as `https://gateway.example`. */
  readonly origin: string;
  /** The lower-case name of the header whose secret value it is. Missing: it is the API key. */
  readonly header?: string;
}

/** Returns the owner of a gateway's key; undefined if the gateway takes none. */
export function keyOwner({ id, auth, baseUrl }: Gateway): KeyOwner | undefined {
  if (auth === 'none' || baseUrl === undefined) return undefined;
  return { gateway: id, origin: new URL(baseUrl).origin };
}

/** Returns the owners of everything secret that a request to a gateway needs: the key, then the headers with a secret. */
export function credentialsOf(gateway: Gateway): readonly KeyOwner[] {
  const { id, baseUrl, headers = {} } = gateway;
  if (baseUrl === undefined) return [];
  const { origin } = new URL(baseUrl);
  const secret = Object.keys(headers).filter((name) => headers[name]?.includes(SECRET));
  const key = keyOwner(gateway);
  return [
    ...(key === undefined ? [] : [key]),
    ...secret.map((header) => ({ gateway: id, origin, header })),
  ];
}
