import { setAside } from '../receive/imageWriter.ts';
import type { PayloadSink } from '../types.ts';

/** The beginning of an image whose connection broke, or whose end is missing. */
export interface PartialDownload {
  /** In bytes. */
  readonly size: number;
  /** Open, with all of the bytes written. */
  readonly sink: PayloadSink;
}

/** Keeps the longest of several partial downloads of one image: each has the beginning of the same bytes. */
export class LongestDownload {
  #longest: PartialDownload | undefined;

  /** Takes a partial download, and discards the shorter one. */
  async offer(partial: PartialDownload): Promise<void> {
    if (this.#longest !== undefined && this.#longest.size >= partial.size) {
      await partial.sink.discard();
      return;
    }
    await this.discard();
    this.#longest = partial;
  }

  /** Sets the longest one aside. @returns the store's name for it; `undefined` without one, or when the store can't keep it */
  async setAside(): Promise<string | undefined> {
    return await setAside(this.#take());
  }

  /** Discards the longest one, because the whole image has arrived. */
  async discard(): Promise<void> {
    await this.#take()?.discard();
  }

  #take(): PayloadSink | undefined {
    const sink = this.#longest?.sink;
    this.#longest = undefined;
    return sink;
  }
}
