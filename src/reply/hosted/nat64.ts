import { isIPv6 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Resolve } from './resolve.ts';

/**
 * A prefix under which a network without IPv4 shows the IPv4 internet (RFC 6052), as 16 bytes. The resolver of such a network
 * (DNS64) answers with an IPv6 address that contains the IPv4 address.
 */
export interface Nat64Prefix {
  readonly bytes: Uint8Array;
  /** 32, 40, 48, 56, 64, or 96. */
  readonly bits: number;
}

/** A network's prefix lengths, and where each puts the four bytes of the address: never into byte 8 (RFC 6052, 2.2). */
const LAYOUTS: readonly (readonly [bits: number, places: readonly number[]])[] = [
  [96, [12, 13, 14, 15]],
  [64, [9, 10, 11, 12]],
  [56, [7, 9, 10, 11]],
  [48, [6, 7, 9, 10]],
  [40, [5, 6, 7, 9]],
  [32, [4, 5, 6, 7]],
];

const WELL_KNOWN: Nat64Prefix = {
  bytes: Uint8Array.from([0, 0x64, 0xff, 0x9b, ...new Array<number>(12).fill(0)]),
  bits: 96,
};

/** The name whose only addresses are these two (RFC 7050). An IPv6 answer for it shows the network's prefix. */
const KNOWN_NAME = 'ipv4only.arpa';
const KNOWN_ADDRESSES: readonly string[] = ['192.0.0.170', '192.0.0.171'];
/** In ms. A resolver that doesn't answer has no prefix. */
const MAX_LOOKUP_MS = 2000;

export function isWellKnownNat64(address: string): boolean {
  return embeddedIPv4(address, []) !== undefined;
}

/** Returns the IPv4 address inside of an IPv6 one under the well-known or one of these prefixes. */
export function embeddedIPv4(
  address: string,
  prefixes: readonly Nat64Prefix[],
): string | undefined {
  const bytes = ipv6Bytes(address);
  if (bytes === undefined) return undefined;
  const prefix = [WELL_KNOWN, ...prefixes].find((one) => hasPrefix(bytes, one));
  return prefix === undefined ? undefined : ipv4At(bytes, prefix.bits);
}

/** Finds the prefixes of the network, as RFC 7050 says. Never throws: without an answer there are none. */
export async function findNat64Prefixes(resolve: Resolve): Promise<readonly Nat64Prefix[]> {
  const wait = new AbortController();
  const late = sleep(MAX_LOOKUP_MS, [], { signal: wait.signal }).catch(() => []);
  const answers = await Promise.race([resolve(KNOWN_NAME).catch(() => []), late]);
  wait.abort();
  return answers.flatMap(({ address }) => {
    const bytes = ipv6Bytes(address);
    return bytes !== undefined && mayBePrefix(bytes) ? prefixesIn(bytes) : [];
  });
}

function prefixesIn(bytes: Uint8Array): readonly Nat64Prefix[] {
  const found = LAYOUTS.filter(([bits]) => KNOWN_ADDRESSES.includes(ipv4At(bytes, bits)));
  return found.slice(0, 1).map(([bits]) => ({ bits, bytes: bytes.slice(0, bits / 8) }));
}

/**
 * Returns whether a network may use a prefix: a global one, a unique local one, or the one for local use (RFC 8215). Under any
 * other, such as that of IPv4-mapped addresses, a packet wouldn't go to a translator.
 */
function mayBePrefix([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): boolean {
  if (first === 0) return second === 0x64 && third === 0xff && fourth === 0x9b;
  return first >> 5 === 0b001 || first >> 1 === 0b1111110;
}

function hasPrefix(address: Uint8Array, { bytes, bits }: Nat64Prefix): boolean {
  return address.subarray(0, bits / 8).every((byte, at) => byte === bytes[at]);
}

function ipv4At(bytes: Uint8Array, prefixBits: number): string {
  const [, places = []] = LAYOUTS.find(([bits]) => bits === prefixBits) ?? [];
  return places.map((place) => bytes[place]).join('.');
}

/** Returns the 16 bytes of an IPv6 address. The URL parser knows all of its spellings. */
function ipv6Bytes(address: string): Uint8Array | undefined {
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return undefined;
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [wordsOf(head), wordsOf(tail ?? '')];
  const gap = new Array<number>(8 - before.length - after.length).fill(0);
  return Uint8Array.from([...before, ...gap, ...after].flatMap((word) => [word >> 8, word & 0xff]));
}

function wordsOf(text: string): readonly number[] {
  return text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
}
