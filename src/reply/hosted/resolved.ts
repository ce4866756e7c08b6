import { BlockList, isIP } from 'node:net';
import { isPrivateHost, isPublicAddress } from '../../catalog/addresses.ts';
import { embeddedIPv4, findNat64Prefixes, isWellKnownNat64 } from './nat64.ts';
import type { Address, Resolve } from './resolve.ts';

/**
 * Addresses that programs such as Clash, mihomo, sing-box, Surge, and Xray give to public names while they take over a
 * machine's traffic ("fake IP"): the benchmarking networks (RFC 2544, RFC 5180), and the IPv6 range that sing-box's and Xray's
 * documentation gives. The program keeps a table from address to name, and connects to the name.
 *
 * Allowing them gains an attacker nothing:
 * - A URL can't name such an address. Only a public name that resolves to it is fetched.
 * - Without such a program, nothing has these addresses but test equipment, and `fc00::/8` is assigned to nothing (RFC 4193
 *   lets networks number themselves from `fd00::/8` only).
 * - With one, the program answers every query itself, so an attacker's name gets an address of its own, not one that stands for
 *   another name. Even an answer that passes the program by could only reach a name that the user has just used.
 * - The connection is TLS for the name in the URL. Any other host fails the certificate check before it gets a request.
 *
 * V2Ray's former range, 240.0.0.0/8, isn't here: companies and clouds use class E for networks of their own.
 */
const FAKE = networks(['198.18.0.0', 15], ['2001:2::', 48], ['fc00::', 18]);

/** Unique local addresses (RFC 4193). Users give such a range of their own to fake IPv6 addresses, too. */
const UNIQUE_LOCAL = networks(['fc00::', 7]);

const LOOPBACK = networks(['127.0.0.0', 8], ['::1', 128]);

/**
 * Returns the addresses of a public name that a socket may connect to; none when one of them is a place that only this machine
 * or its network knows.
 *
 * @param privateSiblingOf the gateway's host, if the name is its sibling: in a company's network both resolve to private addresses
 * @throws what `resolve` throws for the name
 */
export async function connectableAddresses(
  hostname: string,
  resolve: Resolve,
  privateSiblingOf?: string,
): Promise<readonly Address[]> {
  const addresses = await resolve(hostname);
  const fake = addresses.filter(({ address }) => isIn(FAKE, address));
  const real = addresses.filter((one) => !fake.includes(one));
  // The program makes both answers. Its own IPv6 range may be any, so the other one is used.
  if (fake.length > 0 && real.every(({ address }) => isIn(UNIQUE_LOCAL, address))) return fake;
  const mayNeedPrefixes = real.some(({ address }) => isIPv6(address) && !isWellKnownNat64(address));
  const prefixes = mayNeedPrefixes ? await findNat64Prefixes(resolve) : [];
  const destinations = real.map(({ address }) => embeddedIPv4(address, prefixes) ?? address);
  if (destinations.every(isPublicAddress)) return addresses;
  if (privateSiblingOf === undefined || !destinations.every(isPrivateNetwork)) return [];
  const own = await resolve(privateSiblingOf).catch(() => []);
  const isPrivateGateway = own.length > 0 && own.every(({ address }) => isPrivateNetwork(address));
  return isPrivateGateway ? addresses : [];
}

/** Returns whether an address is in a private network, as opposed to the public internet or this machine itself. */
function isPrivateNetwork(address: string): boolean {
  const text = bare(address);
  return isIP(text) !== 0 && isPrivateHost(text) && !isIn(LOOPBACK, address);
}

/** One list for each family: in a joint one, an IPv4 network also matches its IPv4-mapped addresses. */
type Networks = Readonly<Record<'ipv4' | 'ipv6', BlockList>>;

function networks(...subnets: readonly (readonly [network: string, bits: number])[]): Networks {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, bits] of subnets) {
    const family = isIPv6(network) ? 'ipv6' : 'ipv4';
    lists[family].addSubnet(network, bits, family);
  }
  return lists;
}

function isIn(lists: Networks, address: string): boolean {
  const text = bare(address);
  const family = isIPv6(text) ? 'ipv6' : 'ipv4';
  return isIP(text) !== 0 && lists[family].check(text, family);
}

function isIPv6(address: string): boolean {
  return isIP(bare(address)) === 6;
}

/** Removes the zone of an address such as `fe80::1%eth0`. */
function bare(address: string): string {
  return address.replace(/%.*$/, '');
}
