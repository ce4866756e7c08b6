import { base64Value, INVALID, PAD, SPACE } from './base64.ts';
import { ImageWriter, type WrittenImage } from '../receive/imageWriter.ts';
import type { PayloadStore } from '../types.ts';

/** Enough bytes to recognize every known image format. */
const MAX_SIGNATURE_BYTES = 16;

/** How a payload ended. `invalid`: at a character that isn't base64. `truncated`: because the reply ended. */
export type PayloadEnd = 'complete' | 'invalid' | 'truncated';

/** One base64 payload of a reply after its last character, decoded and written to the store. */
export interface DecodedPayload extends WrittenImage {
  /** The number in its placeholder. */
  readonly index: number;
  readonly end: PayloadEnd;
  /** How many base64 digits were decoded. */
  readonly chars: number;
  /** The store's error. The other fields then describe the decoded bytes, and `sink` is missing. */
  readonly storeFailure?: { readonly error: unknown };
}

/** Decodes one base64 payload while it arrives, into an {@link ImageWriter}. */
export class PayloadDecoder {
  readonly index: number;
  readonly #writer: ImageWriter;
  #chars = 0;
  /** The digits of the current group of four, six bits each. */
  #group = 0;
  #groupDigits = 0;
  #isPadded = false;
  #end: PayloadEnd | undefined;

  constructor(index: number, store: PayloadStore) {
    this.index = index;
    this.#writer = new ImageWriter(store);
  }

  /**
   * Decodes `[start, end)`, a multiple of four characters, in one step.
   *
   * @returns false, and decodes nothing, if one of them isn't a base64 digit
   */
  takeDigits(text: Buffer, start: number, end: number): boolean {
    const bytes = ((end - start) / 4) * 3;
    // Node skips characters that aren't digits and stops at padding, so both produce fewer bytes.
    const decoded = this.#writer
      .reserve(bytes)
      .write(text.toString('latin1', start, end), 'base64');
    if (decoded !== bytes) return false;
    this.#writer.advance(bytes);
    this.#chars += end - start;
    return true;
  }

  /** Decodes one character. @returns false if base64 doesn't allow it at this place */
  takeChar(code: number): boolean {
    const value = base64Value(code);
    if (value === SPACE) return true;
    if (value === INVALID) return false;
    if (value === PAD) {
      if (!this.#isPadded && this.#groupDigits < 2) return false;
      this.#isPadded = true;
      return true;
    }
    if (this.#isPadded) return false;
    this.#chars++;
    this.#group = (this.#group << 6) | value;
    if (++this.#groupDigits === 4) {
      this.#writer.writeByte((this.#group >> 16) & 0xff);
      this.#writer.writeByte((this.#group >> 8) & 0xff);
      this.#writer.writeByte(this.#group & 0xff);
      this.#group = 0;
      this.#groupDigits = 0;
    }
    return true;
  }

  /** Returns whether the last digit has arrived. */
  isPadded(): boolean {
    return this.#isPadded;
  }

  /** Returns whether the next character begins a group of four. */
  isAligned(): boolean {
    return this.#groupDigits === 0 && !this.#isPadded;
  }

  /** Returns how many bytes of an image are decoded; 0 while they aren't an image. */
  imageBytes(): number {
    return this.#writer.facts() === undefined ? 0 : this.#writer.size();
  }

  /** Returns whether the bytes so far are a whole image. */
  isWhole(): boolean {
    return this.#writer.facts()?.isWhole === true;
  }

  /** Returns whether the payload can continue: it isn't padded or whole, and it is an image or still too short to tell. */
  wantsMore(): boolean {
    const facts = this.#writer.facts();
    if (this.#isPadded || facts?.isWhole === true) return false;
    return facts !== undefined || this.#writer.size() < MAX_SIGNATURE_BYTES;
  }

  /** Ends the payload. Only the first call counts. */
  end(reason: PayloadEnd): void {
    // A group with only one digit is invalid: its six bits don't fill a byte. After a whole image it belongs to words.
    const isOdd = reason === 'complete' && this.#groupDigits === 1 && !this.isWhole();
    const end = isOdd ? 'invalid' : reason;
    if (end === 'complete') this.#endGroup();
    this.#end ??= end;
  }

  hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Writes the buffered bytes to the store once there are enough of them. Never throws. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** Writes the remaining bytes after the end. The sink stays open. Never throws: see `storeFailure`. */
  async finish(): Promise<DecodedPayload> {
    const { index } = this;
    const chars = this.#chars;
    try {
      return { ...(await this.#writer.finish()), index, end: this.#end ?? 'truncated', chars };
    } catch (error) {
      const written = { size: this.#writer.size(), sha256: '', facts: this.#writer.facts() };
      const lost = { sink: undefined, storeFailure: { error } };
      return { ...written, ...lost, index, end: 'truncated', chars };
    }
  }

  /** Writes the bytes of a last group of two or three digits, with or without padding. */
  #endGroup(): void {
    if (this.#groupDigits === 2) this.#writer.writeByte((this.#group >> 4) & 0xff);
    if (this.#groupDigits === 3) {
      this.#writer.writeByte((this.#group >> 10) & 0xff);
      this.#writer.writeByte((this.#group >> 2) & 0xff);
    }
    this.#group = 0;
    this.#groupDigits = 0;
  }
}
