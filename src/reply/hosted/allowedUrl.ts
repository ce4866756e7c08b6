import { isIP } from 'node:net';

import { isInnerName, isPublicAddress } from '../../catalog/addresses.ts';
import { webUrl } from './links.ts';

/** What ChatGPT-like relays leave in a text where Gemini's app would show a picture: nothing is there. */
export function isPlaceholderUrl(url: URL): boolean {
  return (
    /(?:^|\.)googleusercontent\.com$/i.test(url.hostname) &&
    url.pathname.startsWith('/image_generation_content/')
  );
}

/**
 * The address of a hosted image, if it may be fetched: https on the public internet, or the
 * gateway's own origin, which the user chose. Parsed once, by the parser that the request uses, so
 * that no spelling of an address means one thing here and another there.
 */
export function hostedUrlAllowed(text: string, gatewayOrigin: string): URL | undefined {
  const url = webUrl(text);
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (isPlaceholderUrl(url)) return undefined;
  if (url.origin === gatewayOrigin) return url;
  if (url.protocol !== 'https:') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? url : undefined;
  return isInnerName(host) ? undefined : url;
}
