import { BlockList, isIP } from 'node:net';

/**
 * Networks that no image on the web is in: this machine, its networks, and every way to write an
 * IPv4 address inside an IPv6 one (IANA special-purpose address registries).
 */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  // Unspecified, loopback, and IPv4-compatible.
  ['::', 96],
  // IPv4-mapped, and translated to IPv4.
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  // NAT64, well-known and local.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo and its neighbors; 6to4.
  ['2001::', 23],
  ['2002::', 16],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

function blockList(
  family: 'ipv4' | 'ipv6',
  networks: readonly (readonly [string, number])[],
): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, family);
  return list;
}

/** The networks of a user's own machine and house: loopback, RFC 1918, RFC 6598 (overlay networks use it), RFC 4193. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
];
const PRIVATE_V6: readonly (readonly [string, number])[] = [
  ['::1', 128],
  ['fc00::', 7],
];

// Two lists each, because a joint one would match every IPv4 address by its IPv4-mapped form.
const NOT_PUBLIC = {
  ipv4: blockList('ipv4', NOT_PUBLIC_V4),
  ipv6: blockList('ipv6', NOT_PUBLIC_V6),
};

const PRIVATE = { ipv4: blockList('ipv4', PRIVATE_V4), ipv6: blockList('ipv6', PRIVATE_V6) };

/** Returns whether an IP address is on the public internet; false for anything that isn't an IP address. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return !NOT_PUBLIC[family].check(bare, family);
}

/** Returns whether a host is the user's own machine or in a private network: by its IP address, or by a local name. */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(bare);
  if (version === 0) return isLocalName(hostname);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return PRIVATE[family].check(bare, family);
}

/** Returns whether only this machine or its network resolves a name. */
export function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return !name.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(name);
}

/** Returns whether a host is one of Google's own, which take a Bearer key for an OAuth token and reject it. */
export function isGoogleApi(hostname: string): boolean {
  return /(?:^|\.)googleapis\.com$/.test(hostname);
}
