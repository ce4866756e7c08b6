import { isIP } from 'node:net';
import { isUnderSharedDomain } from './sharedDomains.ts';

/** The second-level part of a public suffix such as `co.uk` or `com.cn` has at most this many characters. */
const MAX_SUFFIX_CHARS = 3;

/**
 * Returns the gateway's host, if the host of an address belongs to the same organization: it is below the gateway's host, or
 * next to it (`files.corp.example` for `gw.corp.example`). In a company's network, both may resolve to private addresses, and
 * everything else may not. Only the port of https and the gateway's own are open: other ports have other services.
 *
 * Decides without the Public Suffix List. Where it can't tell a company's domain from a suffix, or knows that strangers get names
 * next to the gateway's, only hosts below the gateway's are siblings.
 *
 * @param gatewayOrigin such as `https://gw.corp.example`
 */
export function gatewayOfSibling(url: URL, gatewayOrigin: string): string | undefined {
  if (!URL.canParse(gatewayOrigin) || url.protocol !== 'https:') return undefined;
  const gateway = new URL(gatewayOrigin);
  if (url.port !== '' && url.port !== gateway.port) return undefined;
  const [host, own] = [labelsOf(url.hostname), labelsOf(gateway.hostname)];
  if (host === undefined || own === undefined) return undefined;
  const hasNeighbors = isOrganization(own.slice(1)) && !isUnderSharedDomain(own);
  const domain = hasNeighbors ? own.slice(1) : own;
  if (!isOrganization(domain) || host.length <= domain.length) return undefined;
  const isBelow = host.slice(-domain.length).join('.') === domain.join('.');
  return isBelow ? gateway.hostname : undefined;
}

function labelsOf(hostname: string): readonly string[] | undefined {
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return undefined;
  return hostname.replace(/\.$/, '').split('.');
}

/** Returns whether a domain is surely registered by one organization: `corp.example`, `corp.co.uk`, and not `co.uk`. */
function isOrganization(labels: readonly string[]): boolean {
  const [second = '', first = ''] = labels.slice(-2);
  const isCountry = first.length === 2;
  return labels.length > (isCountry && second.length <= MAX_SUFFIX_CHARS ? 2 : 1);
}
