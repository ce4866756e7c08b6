import { BlockList, isIP } from 'node:net';

/**
 * Addresses that a picture on the web never has: this machine, its networks, and every way to write
 * an IPv4 address inside an IPv6 one (IANA special-purpose address registries).
 */
const INNER_V4: readonly (readonly [string, number])[] = [
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
const INNER_V6: readonly (readonly [string, number])[] = [
  // Unspecified, loopback and IPv4-compatible.
  ['::', 96],
  // IPv4-mapped, and translated to IPv4.
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  // NAT64, well-known and local.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo and its neighbours; 6to4.
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

/** What a user's own machine and networks have: loopback, RFC 1918, RFC 6598 (overlay networks use it), RFC 4193. */
const OWN_V4: readonly (readonly [string, number])[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
];
const OWN_V6: readonly (readonly [string, number])[] = [
  ['::1', 128],
  ['fc00::', 7],
];

// Two lists, because one takes every IPv4 address for its IPv4-mapped spelling and refuses it.
const INNER = { ipv4: blockList('ipv4', INNER_V4), ipv6: blockList('ipv6', INNER_V6) };

const OWN = { ipv4: blockList('ipv4', OWN_V4), ipv6: blockList('ipv6', OWN_V6) };

/** Whether an address may be on the public internet; what is no address may not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return !INNER[family].check(bare, family);
}

/** Whether an address, or a name that only a local network resolves, is of the user's own machine and networks. */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(bare);
  if (version === 0) return isLocalName(hostname);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return OWN[family].check(bare, family);
}

/** Names that mean this machine or its network. */
export function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return !name.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(name);
}
