import { credentialsOf, type KeyOwner } from '../catalog/credentials.ts';
import { SECRET } from '../catalog/customHeaders.ts';
import type { Gateway } from '../catalog/gateways.ts';
import { CheckError } from '../errors.ts';
import { checkHeaderSecret, checkKey } from './key.ts';

/** Everything that a request carries to its gateway besides the body. For the wire only: never show or log it. */
export interface Credentials {
  /** Undefined when the gateway takes none. */
  readonly key: string | undefined;
  /** The entry's own headers, with their secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** The key and the secrets: to be taken out of every text that comes back. */
  readonly secrets: readonly string[];
}

/**
 * Reads what a request to a gateway needs from secret storage.
 *
 * @param keyFor returns what is stored for one entry at one origin
 * @throws CheckError `no-key`, `no-secret`, `bad-key`
 */
export async function readCredentials(
  gateway: Gateway,
  keyFor: (owner: KeyOwner) => Promise<string | undefined>,
): Promise<Credentials> {
  let key: string | undefined;
  const headers = new Map(
    Object.entries(gateway.baseUrl === undefined ? {} : (gateway.headers ?? {})),
  );
  const secrets: string[] = [];
  for (const owner of credentialsOf(gateway)) {
    const stored = await keyFor(owner);
    const { host } = new URL(owner.origin);
    if (owner.header === undefined) {
      if (stored === undefined) throw new CheckError({ kind: 'no-key', host });
      key = checkKey(stored);
      secrets.push(key);
      continue;
    }
    const { header } = owner;
    if (stored === undefined) throw new CheckError({ kind: 'no-secret', host, header });
    const secret = checkHeaderSecret(stored);
    secrets.push(secret);
    headers.set(header, headers.get(header)?.replaceAll(SECRET, () => secret) ?? '');
  }
  return { key, headers: Object.fromEntries(headers), secrets };
}
