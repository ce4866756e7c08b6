/** Longer than any type with parameters; what is longer is no data URL. */
const MOST_HEAD_CHARS = 256;
const DATA = 0x64617461;
const MARK = Buffer.from(';base64', 'latin1');
const COLON = 0x3a;
const COMMA = 0x2c;

/** Characters that no head of a data URL has, and that end one which was never finished. */
const ENDS_HEAD: Uint8Array = (() => {
  const ends = new Uint8Array(256);
  for (const code of Buffer.from('<>()[]{}`', 'latin1')) ends[code] = 1;
  return ends;
})();

/**
 * Finds the heads of data URLs in a text that arrives character by character:
 * `data:` type, parameters and spaces, `;base64,` in any case (RFC 2397).
 * It is an automaton with a few numbers of state, so hostile text costs a constant per character,
 * and a head may be split over two texts.
 */
export interface HeadMatcher {
  /** Takes the next character; true when it was the comma that ends a base64 head. */
  take(code: number): boolean;
  reset(): void;
}

export function headMatcher(): HeadMatcher {
  let lastFour = 0;
  let inHead = false;
  let length = 0;
  let matched = 0;

  return {
    reset() {
      lastFour = 0;
      inHead = false;
    },
    take(code) {
      const lower = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
      if (code === COLON && lastFour === DATA) {
        inHead = true;
        length = 0;
        matched = 0;
        lastFour = 0;
        return false;
      }
      lastFour = ((lastFour << 8) | (lower & 0xff)) >>> 0;
      if (!inHead) return false;
      if (code === COMMA) {
        inHead = false;
        return matched === MARK.length;
      }
      if (++length > MOST_HEAD_CHARS || ENDS_HEAD[code] === 1) {
        inHead = false;
        return false;
      }
      if (lower === MARK[matched]) matched++;
      else if (code !== 0x20) matched = lower === MARK[0] ? 1 : 0;
      return false;
    },
  };
}
