import { containsKey } from './baseUrl.ts';
import { readCurl } from './curlCommand.ts';
import { readAddress, type Address } from './pastedAddress.ts';

/** A key that was pasted with an address. It belongs to this origin only. */
export interface PastedKey {
  readonly key: string;
  readonly origin: string;
}

/** What a box shows in place of a pasted text. */
export interface Replacement {
  readonly shown: string;
  readonly pasted?: PastedKey;
}

/**
 * Takes an address out of a pasted curl command, and a key out of both, so that a box shows no key. Of a curl command without an
 * address that can be used, nothing but its bare address is left. Undefined: the text can stay as it is.
 */
export function replacePasted(text: string): Replacement | undefined {
  const address = readAddress(text);
  const command = readCurl(text);
  if (typeof address === 'string' || containsKey(address.shown)) {
    const isEmpty = command?.url === undefined && command?.key === undefined;
    return isEmpty ? undefined : { shown: bareAddress(command.url) };
  }
  const { key, shown } = address;
  if (key === undefined) return command && { shown };
  return { shown, pasted: { key, origin: new URL(address.baseUrl).origin } };
}

/** Returns an address without user, query, and key; empty for one that can't be read. */
function bareAddress(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return '';
  const { protocol, host, pathname } = new URL(url);
  const bare = `${protocol}//${host}${pathname}`;
  return containsKey(bare) ? '' : bare;
}

/** Returns an address with its key: its own, or the one that was pasted with an address at the same origin. */
export function withPastedKey(address: Address, pasted: PastedKey | undefined): Address {
  const isSameOrigin = pasted?.origin === new URL(address.baseUrl).origin;
  return address.key !== undefined || pasted === undefined || !isSameOrigin
    ? address
    : { ...address, key: pasted.key };
}

/**
 * Returns the key to continue with once an address was entered: a new one that was pasted with it, otherwise the current one. A key that was
 * pasted with an address at another origin isn't kept.
 *
 * @param current as it was entered; empty for none
 */
export function keyFor(current: string, earlier: Address | undefined, address: Address): string {
  if (address.key !== undefined && address.key !== earlier?.key) return address.key;
  return address.key === undefined && current === earlier?.key ? '' : current;
}
