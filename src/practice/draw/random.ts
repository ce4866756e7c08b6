/** Numbers from 0 to 1 that follow from a text: the same text, the same numbers, on every machine. */
export type Chance = () => number;

/** FNV-1a of the text seeds mulberry32; both are in the public domain and need 32 bit integers only. */
export function chanceFrom(text: string): Chance {
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
