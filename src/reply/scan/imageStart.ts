import { detectImageType } from '../../image/formats/inspect.ts';
import { base64Value, PAD, SPACE } from './base64.ts';

const BACKSLASH = 0x5c;
/** Eighteen bytes: enough for the marks of every known image format, and less than the smallest image. */
const START_CHARS = 24;
const PREFIX_CHARS = 4;

/** The first digits of images in base64: PNG, JPEG, GIF, WebP, AVIF and HEIC, BMP. The whole start decides. */
const PREFIXES: ReadonlySet<string> = new Set([
  'iVBO', '/9j/', '_9j_', 'R0lG', 'UklG', 'AAAA', 'Qk0', 'Qk1', 'Qk2', 'Qk3',
].flatMap((prefix) => prefix.length < PREFIX_CHARS ? withFourthDigit(prefix) : [prefix])); // prettier-ignore

function withFourthDigit(prefix: string): readonly string[] {
  const codes = Array.from({ length: 128 }, (_, code) => code);
  return codes
    .filter((code) => base64Value(code) < PAD)
    .map((code) => prefix + String.fromCharCode(code));
}

/** 0: ends a token. 1: a base64 digit. 2: may be inside a token: a space, or the backslash of an escape within an escape. */
const KINDS: Uint8Array = (() => {
  const kinds = new Uint8Array(256);
  for (let code = 0; code < kinds.length; code++) {
    const value = base64Value(code);
    if (value < PAD) kinds[code] = 1;
    else if (value === SPACE) kinds[code] = 2;
  }
  kinds[BACKSLASH] = 2;
  return kinds;
})();

const FIRST: Uint8Array = (() => {
  const first = new Uint8Array(256);
  for (const prefix of PREFIXES) first[prefix.charCodeAt(0)] = 1;
  return first;
})();

/** Returns whether bytes begin like an image. The mark of a JPEG is so short that paths have it too, so its next marker counts. */
function isImage(bytes: Buffer): boolean {
  const type = detectImageType(bytes);
  return type !== undefined && (type !== 'jpeg' || bytes.readUInt8(3) >= 0xc0);
}

/** A range of the skeleton, in bytes. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The digits with which an image begins, and where the skeleton has them. */
export interface ImageStart {
  readonly digits: string;
  /** In order. A start that is split over texts has several. */
  readonly ranges: readonly Range[];
}

/**
 * Finds the starts of images in base64, in texts that arrive character by character: at the beginning of a string, or
 * after a character that isn't a base64 digit. Costs a constant time per character. A start may be split over two texts,
 * have line breaks or escaped slashes in it, and use either alphabet.
 */
export class ImageStartMatcher {
  /** The digits of the token so far, as long as it may be an image. */
  readonly #digits = Buffer.alloc(START_CHARS);
  #length = 0;
  /** The rest of the token isn't the start of an image. */
  #isDead = false;
  /** Where the part of the token in this string begins. */
  #start = 0;
  #earlier: Range[] = [];
  /** The unfinished token of the last text. This text may continue it, or begin with an image of its own. */
  #carried: ImageStartMatcher | undefined;

  /**
   * Takes the next character.
   *
   * @param at its place in the skeleton
   * @returns true when an image has begun: {@link found} then returns its start
   */
  take(code: number, at: number): boolean {
    if (this.#carried !== undefined) {
      if (this.#carried.take(code, at)) return true;
      if (!this.#carried.#isOpen()) this.#carried = undefined;
    }
    const kind = KINDS[code] ?? 0;
    if (kind !== 1) {
      if (kind === 0 || this.#isDead) {
        this.#length = 0;
        this.#isDead = false;
        if (this.#earlier.length > 0) this.#earlier = [];
      }
      return false;
    }
    if (this.#isDead) return false;
    if (this.#length === 0) {
      if (FIRST[code] !== 1) {
        this.#isDead = true;
        return false;
      }
      this.#start = at;
    }
    this.#digits[this.#length++] = code;
    if (this.#length === PREFIX_CHARS) {
      this.#isDead = !PREFIXES.has(this.#digits.toString('latin1', 0, PREFIX_CHARS));
    } else if (this.#length === START_CHARS) {
      const bytes = Buffer.from(this.#digits.toString('latin1'), 'base64');
      this.#isDead = true;
      return isImage(bytes);
    }
    return false;
  }

  /** Returns the start that {@link take} found. @param end the end of the skeleton */
  found(end: number): ImageStart {
    if (this.#carried !== undefined) return this.#carried.found(end);
    const digits = this.#digits.toString('latin1');
    return { digits, ranges: [...this.#earlier, { start: this.#start, end }] };
  }

  /** Ends a text that the next one may continue. @param end the end of the skeleton */
  suspend(end: number): void {
    const open = this.#carried ?? (this.#isOpen() ? this.#copy() : undefined);
    if (open !== undefined) open.#earlier.push({ start: open.#start, end });
    this.reset();
    this.#carried = open;
  }

  /** Begins a text that may continue the last one. @param at its place in the skeleton */
  resume(at: number): void {
    if (this.#carried !== undefined) this.#carried.#start = at;
  }

  reset(): void {
    this.#length = 0;
    this.#isDead = false;
    if (this.#earlier.length > 0) this.#earlier = [];
    this.#carried = undefined;
  }

  #isOpen(): boolean {
    return this.#length > 0 && !this.#isDead;
  }

  #copy(): ImageStartMatcher {
    const copy = new ImageStartMatcher();
    this.#digits.copy(copy.#digits);
    copy.#length = this.#length;
    copy.#start = this.#start;
    return copy;
  }
}
