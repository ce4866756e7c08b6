import assert from 'node:assert/strict';
import { CancelledError } from '../../../src/errors.ts';
import { readReply } from '../../../src/reply/readReply.ts';
import type { DownloadHosted, RawReply, Reply } from '../../../src/reply/types.ts';
import { memoryStore, type MemoryStore } from '../memoryStore.ts';

export interface Fed {
  /** 200 by default. */
  readonly status?: number;
  readonly headers?: RawReply['headers'];
  readonly chunks: Iterable<Uint8Array>;
  /** Thrown behind the last chunk, as when a connection breaks. */
  readonly breaksWith?: Error;
  readonly download?: DownloadHosted;
  /** Removes the key from a text of the gateway. */
  readonly redact?: (text: string) => string;
}

export interface Outcome {
  readonly reply: Reply;
  readonly store: MemoryStore;
  /** The reply as it arrived, if it couldn't be read. */
  readonly raw: MemoryStore;
}

/** Feeds a reply to `readReply` without a socket. */
export async function feed(fed: Fed): Promise<Outcome> {
  const store = memoryStore();
  const raw = memoryStore();
  const reply = await readReply(
    { status: fed.status ?? 200, headers: fed.headers ?? {}, body: bodyOf(fed) },
    {
      host: 'gateway.example',
      store,
      createRaw: () => raw.create(),
      now: () => 0,
      signal: new AbortController().signal,
      ...(fed.download === undefined ? {} : { download: fed.download }),
      ...(fed.redact === undefined ? {} : { redact: fed.redact }),
    },
  );
  raw.assertNoneOpen();
  return { reply, store, raw };
}

/** Feeds a text, a JSON value, or bytes in one piece. */
export function feedBody(body: unknown, rest: Omit<Fed, 'chunks'> = {}): Promise<Outcome> {
  const bytes =
    body instanceof Uint8Array
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return feed({ ...rest, chunks: [bytes] });
}

async function* bodyOf({ chunks, breaksWith }: Fed): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
  if (breaksWith !== undefined) throw breaksWith;
}

/** Asserts which images a reply gave, byte for byte and in order, and that nothing is left open. */
export function assertImages({ reply, store }: Outcome, ...expected: readonly Uint8Array[]): void {
  assert.deepEqual(
    reply.images.map(({ file }) => store.bytesOf(file)),
    expected.map((bytes) => Buffer.from(bytes)),
  );
  store.assertNoneOpen();
}

/**
 * Returns what two readings of one reply must have in common: everything except the names of files, and the size of a
 * kept reply, which is smaller when it arrived compressed.
 */
export function gist({ images, unfinished = [], keptBytes, ...rest }: Reply): unknown {
  const bare = (image: Reply['images'][number]): object => ({ ...image, file: '' });
  const isKept = keptBytes !== undefined;
  return { images: images.map(bare), unfinished: unfinished.map(bare), isKept, ...rest };
}

export const CANCELLED = new CancelledError('maybe');
