import assert from 'node:assert/strict';
import type { PayloadSink, PayloadStore } from '../../src/reply/types.ts';

export interface StoredPayload {
  readonly name: string;
  bytes: Buffer;
  state: 'open' | 'closed' | 'discarded';
  /** How often it was read back. */
  reads: number;
}

/** A payload store in memory that records what happened to each payload. */
export interface MemoryStore extends PayloadStore {
  readonly payloads: readonly StoredPayload[];
  /** @throws when no payload has that name */
  bytesOf(file: string): Buffer;
  /** Fails when a sink was neither closed nor discarded. */
  assertNoneOpen(): void;
}

export function memoryStore(): MemoryStore {
  const payloads: StoredPayload[] = [];
  return {
    payloads,
    bytesOf: (file) => {
      const found = payloads.find(({ name }) => name === file);
      if (found === undefined) throw new Error(`nothing is stored as ${file}`);
      return found.bytes;
    },
    assertNoneOpen: () => {
      const open = payloads.filter(({ state }) => state === 'open');
      assert.deepEqual(open, [], 'every sink is closed or discarded');
    },
    create(): PayloadSink {
      const payload: StoredPayload = {
        name: `memory-${payloads.length}`,
        bytes: Buffer.alloc(0),
        state: 'open',
        reads: 0,
      };
      payloads.push(payload);
      const pieces: Buffer[] = [];
      const assertOpen = (): void => {
        if (payload.state !== 'open') throw new Error(`${payload.name} is ${payload.state}`);
      };
      return {
        async write(bytes) {
          assertOpen();
          pieces.push(Buffer.from(bytes));
        },
        async *read() {
          assertOpen();
          payload.reads += 1;
          yield* pieces;
        },
        async close() {
          assertOpen();
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
