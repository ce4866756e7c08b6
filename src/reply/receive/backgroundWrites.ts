import type { PayloadSink } from '../types.ts';

/** A sink that writes while its caller goes on. */
export interface BehindSink extends PayloadSink {
  /** Resolves when all is written. @throws what the write that failed threw */
  settled(): Promise<void>;
}

/**
 * Lets one write be on its way while the next bytes are received and decoded, so that disk and
 * network work at the same time. Bytes handed over may be reused only once the next call resolved;
 * that call also throws what the write threw.
 */
export function writeBehind(sink: PayloadSink): BehindSink {
  let last: Promise<void> = Promise.resolve();
  return {
    ...sink,
    async write(bytes) {
      await last;
      last = sink.write(bytes);
      // The next call throws it; until then nobody listens.
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
