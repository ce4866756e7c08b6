import { isIP } from 'node:net';

import { isLocalName, isPublicAddress } from '../../catalog/addresses.ts';
import { parseWebUrl } from './links.ts';

/**
 * Parses the address of a hosted image. Allows https on the public internet, and any address of the
 * gateway's own origin, which the user chose. The request uses the returned URL itself, so that no
 * spelling of an address means one thing here and another there.
 *
 * @param gatewayOrigin such as `https://api.example.com`
 * @returns `undefined` for an address that must not be fetched
 */
export function allowedHostedUrl(text: string, gatewayOrigin: string): URL | undefined {
  const url = parseWebUrl(text);
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (isPlaceholderUrl(url)) return undefined;
  if (url.origin === gatewayOrigin) return url;
  if (url.protocol !== 'https:') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? url : undefined;
  return isLocalName(host) ? undefined : url;
}

/** Returns whether a URL is one that relays of Gemini's app leave in place of an image. Nothing is there. */
export function isPlaceholderUrl(url: URL): boolean {
  return (
    /(?:^|\.)googleusercontent\.com$/i.test(url.hostname) &&
    url.pathname.startsWith('/image_generation_content/')
  );
}
