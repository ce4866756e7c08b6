/** Longer than any media type with parameters. What is longer isn't a data URL. */
const MAX_HEAD_CHARS = 256;
/** The four characters `data`, as the number that {@link DataUrlMatcher} compares. */
const DATA = 0x64617461;
const MARK = Buffer.from(';base64', 'latin1');
const COLON = 0x3a;
const COMMA = 0x2c;

/** Marks the characters that no head contains, so that an unfinished head ends at the markup around it. */
const ENDS_HEAD: Uint8Array = (() => {
  const ends = new Uint8Array(256);
  for (const code of Buffer.from('<>()[]{}`', 'latin1')) ends[code] = 1;
  return ends;
})();

/**
 * Finds the heads of base64 data URLs in a text that arrives character by character: `data:`, type,
 * parameters and spaces, then `;base64,`, in upper or lower case (RFC 2397). Its state is a few
 * numbers, so hostile text costs a constant time per character, and a head may be split over two texts.
 */
export interface DataUrlMatcher {
  /** Takes the next character. @returns true for the comma that ends a base64 head */
  take(code: number): boolean;
  reset(): void;
}

export function createDataUrlMatcher(): DataUrlMatcher {
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
      if (++length > MAX_HEAD_CHARS || ENDS_HEAD[code] === 1) {
        inHead = false;
        return false;
      }
      if (lower === MARK[matched]) matched++;
      else if (code !== 0x20) matched = lower === MARK[0] ? 1 : 0;
      return false;
    },
  };
}
