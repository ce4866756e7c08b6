/** Returns the next number, from 0 to 1. */
export type Random = () => number;

/**
 * Creates a random number generator that a text seeds: the same text gives the same numbers on every machine. FNV-1a of the
 * text seeds mulberry32; both are in the public domain and use 32-bit integers only.
 */
export function createRandom(text: string): Random {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  let state = hash >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
