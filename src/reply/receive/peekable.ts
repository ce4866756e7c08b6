/** Bytes that arrive, with a look at the first of them before anything reads them. */
export class Peekable implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffered: Uint8Array[] = [];
  #bufferedBytes = 0;
  #end: { readonly error?: unknown } | undefined;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Returns the first bytes, fewer when the source ends before. Never throws: reading throws the source's error later. */
  async peek(bytes: number): Promise<Buffer> {
    while (this.#bufferedBytes < bytes && this.#end === undefined) {
      try {
        const next = await this.#source.next();
        if (next.done === true) {
          this.#end = {};
        } else if (next.value.length > 0) {
          this.#buffered.push(next.value);
          this.#bufferedBytes += next.value.length;
        }
      } catch (error) {
        this.#end = { error };
      }
    }
    const [first] = this.#buffered;
    const isOne = first !== undefined && first.length >= bytes;
    const head = isOne ? Buffer.from(first.subarray(0, bytes)) : Buffer.concat(this.#buffered);
    return head.subarray(0, bytes);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const buffered = this.#buffered;
    this.#buffered = [];
    yield* buffered;
    while (this.#end === undefined) {
      const next = await this.#source.next();
      if (next.done === true) return;
      yield next.value;
    }
    if ('error' in this.#end) throw this.#end.error;
  }

  /** Ends the source, which closes its connection. */
  async close(): Promise<void> {
    await this.#source.return?.(undefined);
  }
}
