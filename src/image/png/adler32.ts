const MOD = 65_521;
/** The sums of so many bytes stay below 2^31, which keeps them small integers (RFC 1950, chapter 9). */
const BLOCK_BYTES = 3800;

/** The checksum of no bytes. */
export const ADLER_START = 1;

/** Continues a checksum of zlib (RFC 1950). Node has one for CRC-32 only. */
export function adler32(bytes: Uint8Array, before: number = ADLER_START): number {
  let low = before & 0xffff;
  let high = before >>> 16;
  for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
    const end = Math.min(start + BLOCK_BYTES, bytes.length);
    for (let at = start; at < end; at++) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= MOD;
    high %= MOD;
  }
  return ((high << 16) | low) >>> 0;
}
