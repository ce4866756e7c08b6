import type { PayloadSink, PayloadStore } from '../../src/reply/types.ts';

export interface StoredPayload {
  readonly name: string;
  bytes: Buffer;
  state: 'open' | 'closed' | 'discarded';
}

/** A payload store that keeps everything in memory and remembers what became of it. */
export interface MemoryStore extends PayloadStore {
  readonly payloads: readonly StoredPayload[];
  bytesOf(file: string): Buffer;
}

export function memoryStore(): MemoryStore {
  const payloads: StoredPayload[] = [];
  return {
    payloads,
    bytesOf: (file) => {
      const found = payloads.find((payload) => payload.name === file);
      if (found === undefined) throw new Error(`nothing is stored as ${file}`);
      return found.bytes;
    },
    create(): PayloadSink {
      const payload: StoredPayload = {
        name: `memory-${payloads.length}`,
        bytes: Buffer.alloc(0),
        state: 'open',
      };
      payloads.push(payload);
      const pieces: Buffer[] = [];
      return {
        async write(bytes) {
          if (payload.state !== 'open') throw new Error(`${payload.name} is ${payload.state}`);
          pieces.push(Buffer.from(bytes));
        },
        async close() {
          if (payload.state !== 'open') throw new Error(`${payload.name} is ${payload.state}`);
          payload.bytes = Buffer.concat(pieces);
          payload.state = 'closed';
          return { file: payload.name };
        },
        async discard() {
          if (payload.state === 'closed') throw new Error(`${payload.name} is closed`);
          payload.state = 'discarded';
        },
      };
    },
  };
}
