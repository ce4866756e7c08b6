import type { PayloadSink } from '../types.ts';

/** A sink whose `write` returns before the bytes are written. */
export interface BackgroundSink extends PayloadSink {
  /** Resolves when everything is written. @throws what the failed write threw */
  settled(): Promise<void>;
}

/**
 * Wraps a sink so that one write is in progress while the next bytes are received and decoded: disk and
 * network work at the same time. The caller may reuse the buffer of a write only after the next
 * call resolved. That call also throws what the write threw.
 */
export function writeInBackground(sink: PayloadSink): BackgroundSink {
  let last: Promise<void> = Promise.resolve();
  return {
    ...sink,
    async write(bytes) {
      await last;
      last = sink.write(bytes);
      // The next call throws this error. Until then it must not count as an unhandled rejection.
      last.catch(() => undefined);
    },
    settled: () => last,
    async close() {
      await last;
      return await sink.close();
    },
    async discard() {
      await last.catch(() => undefined);
      await sink.discard();
    },
  };
}
