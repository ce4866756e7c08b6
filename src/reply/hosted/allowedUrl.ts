import { isIP } from 'node:net';

import { isLocalName, isPublicAddress } from '../../catalog/addresses.ts';
import { parseWebUrl } from './links.ts';

/**
 * Parses the address of a hosted image. Allows https on the public internet, and any address of the
 * gateway's own origin, which the user chose. The request uses the returned URL itself, so that no
 * spelling of an address means one thing here and another there.
 *
 * Two mistakes of gateways are corrected, because the image is paid for:
 * - Behind a proxy that adds TLS, gateways write their own addresses with `http:`. Every http address is
 *   requested over https, never in plain text.
 * - A gateway on this machine calls the machine by another of its names. The request goes to the
 *   gateway's own origin.
 *
 * @param gatewayOrigin such as `https://api.example.com`
 * @returns `undefined` for an address that must not be fetched
 */
export function allowedHostedUrl(text: string, gatewayOrigin: string): URL | undefined {
  const url = parseWebUrl(text);
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (isPlaceholderUrl(url)) return undefined;
  if (url.origin === gatewayOrigin) return url;
  const own = asGatewayOnThisMachine(url, gatewayOrigin);
  if (own !== undefined) return own;
  const secure = overHttps(url);
  if (secure.origin === gatewayOrigin) return secure;
  const host = secure.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? secure : undefined;
  return isLocalName(host) ? undefined : secure;
}

/** Returns whether a URL is one that relays of Gemini's app leave in place of an image. Nothing is there. */
export function isPlaceholderUrl(url: URL): boolean {
  return (
    /(?:^|\.)googleusercontent\.com$/i.test(url.hostname) &&
    url.pathname.startsWith('/image_generation_content/')
  );
}

/**
 * Returns an address at the gateway's own origin, if it names this machine, the gateway is on this machine too, and scheme and
 * port are the gateway's. Another port is another program.
 */
function asGatewayOnThisMachine(url: URL, gatewayOrigin: string): URL | undefined {
  if (!URL.canParse(gatewayOrigin)) return undefined;
  const gateway = new URL(gatewayOrigin);
  const isSameProgram =
    url.protocol === gateway.protocol &&
    url.port === gateway.port &&
    namesThisMachine(url.hostname) &&
    namesThisMachine(gateway.hostname);
  if (!isSameProgram) return undefined;
  const own = new URL(url);
  own.hostname = gateway.hostname;
  return own;
}

/** Servers also print the address that they listen on, `0.0.0.0` or `[::]`, as if it were theirs. */
function namesThisMachine(hostname: string): boolean {
  return (
    /^(?:[^.]+\.)*localhost\.?$/.test(hostname) ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname) ||
    ['0.0.0.0', '[::1]', '[::]', '[::ffff:7f00:1]'].includes(hostname)
  );
}

function overHttps(url: URL): URL {
  const secure = new URL(url);
  secure.protocol = 'https:';
  return secure;
}
