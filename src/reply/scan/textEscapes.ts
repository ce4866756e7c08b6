const BACKSLASH = 0x5c;
const PERCENT = 0x25;

/** Results of {@link TextEscapes.take} that aren't characters: within an escape, and after a backslash that begins none. */
export const PENDING = -1;
export const NO_ESCAPE = -2;

const NESTED_ESCAPES: Readonly<Record<string, number>> = {
  '/': 0x2f,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  u: PENDING,
};

/**
 * Decodes the escapes of base64 in a text, character by character: percent-encoding (RFC 2397), and JSON's escapes once
 * more, because JSON inside a JSON string escapes its slashes and line breaks again.
 */
export class TextEscapes {
  /** The hex digits of an escape, and how many it has. */
  #hex: string | undefined;
  #hexDigits = 0;
  #backslashes = 0;

  isActive(): boolean {
    return this.#hex !== undefined || this.#backslashes > 0;
  }

  /** Returns the character that the text means; {@link PENDING}, or {@link NO_ESCAPE}. */
  take(code: number): number {
    if (this.#hex !== undefined) {
      this.#hex += String.fromCharCode(code);
      if (this.#hex.length < this.#hexDigits) return PENDING;
      const char = Number.parseInt(this.#hex, 16);
      this.#hex = undefined;
      return char;
    }
    if (code === PERCENT) return this.#beginHex(2);
    if (code === BACKSLASH) {
      this.#backslashes++;
      return PENDING;
    }
    if (this.#backslashes === 0) return code;
    const escaped = NESTED_ESCAPES[String.fromCharCode(code)];
    if (escaped === undefined) return NO_ESCAPE;
    this.#backslashes = 0;
    return escaped === PENDING ? this.#beginHex(4) : escaped;
  }

  /** Ends the text. @returns how many backslashes belong to what follows */
  reset(): number {
    const backslashes = this.#backslashes;
    this.#hex = undefined;
    this.#backslashes = 0;
    return backslashes;
  }

  #beginHex(digits: number): number {
    this.#hex = '';
    this.#hexDigits = digits;
    return PENDING;
  }
}
