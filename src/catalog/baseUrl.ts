import { CheckError } from '../errors.ts';
import { readAddress, type Address } from './pastedAddress.ts';

/**
 * Reads the base URL of an entry in the settings. Requires https, except for this machine and private networks, which can't get a
 * certificate. Refuses an address with a key in it: settings are synced and shared.
 *
 * @param gateway the id of the gateway, for the error
 * @throws CheckError `bad-base-url`
 */
export function checkBaseUrl(text: string, gateway: string): Address {
  const address = readAddress(text);
  const refusal = (why: 'malformed' | 'credentials' | 'not-https' | 'key') =>
    new CheckError({ kind: 'bad-base-url', gateway, why });
  if (typeof address === 'string') throw refusal(address);
  if (address.key !== undefined || containsKey(text)) throw refusal('key');
  return address;
}

/**
 * Returns the address under which `/v1beta/models/…` is, without a trailing slash and without `/v1beta`:
 * New API gateways answer a doubled `/v1beta` with 404.
 *
 * @param gateway the id of the gateway, for the error
 * @throws CheckError `bad-base-url`
 */
export function normalizeBaseUrl(text: string, gateway: string): string {
  return checkBaseUrl(text, gateway).baseUrl;
}

/** Tells whether a text contains something in the shape of a known kind of key: New API's, Google's, and Google Cloud's. */
export function containsKey(text: string): boolean {
  return /\b(?:sk-[\w-]{16,}|AIza[\w-]{30,}|AQ\.[\w-]{20,})/.test(text);
}
