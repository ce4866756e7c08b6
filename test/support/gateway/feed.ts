import { CancelledError } from '../../../src/errors.ts';
import { readReply } from '../../../src/reply/readReply.ts';
import type { DownloadHosted, RawReply, Reply } from '../../../src/reply/types.ts';
import { memoryStore, type MemoryStore } from '../memoryStore.ts';

export interface Fed {
  readonly status?: number;
  readonly headers?: RawReply['headers'];
  readonly chunks: Iterable<Uint8Array>;
  /** Thrown once the chunks are through: a connection that breaks. */
  readonly breaksWith?: Error;
  readonly download?: DownloadHosted;
  readonly now?: number;
}

export interface Outcome {
  readonly reply: Reply;
  readonly store: MemoryStore;
}

async function* bodyOf({ chunks, breaksWith }: Fed): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
  if (breaksWith !== undefined) throw breaksWith;
}

/** Runs a reply through the normalizer without a socket. */
export async function feed(fed: Fed): Promise<Outcome> {
  const store = memoryStore();
  const reply = await readReply(
    { status: fed.status ?? 200, headers: fed.headers ?? {}, body: bodyOf(fed) },
    {
      host: 'gateway.example',
      store,
      now: () => fed.now ?? 0,
      signal: new AbortController().signal,
      ...(fed.download === undefined ? {} : { download: fed.download }),
    },
  );
  return { reply, store };
}

/** The same for a text, a JSON value or bytes in one piece. */
export function feedBody(body: unknown, rest: Omit<Fed, 'chunks'> = {}): Promise<Outcome> {
  const bytes =
    body instanceof Uint8Array
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return feed({ ...rest, chunks: [bytes] });
}

/** What is compared of two readings of one reply: everything but names of files. */
export function gist({ images, unfinished = [], ...rest }: Reply): unknown {
  const bare = (image: Reply['images'][number]): object => ({ ...image, file: '' });
  return { images: images.map(bare), unfinished: unfinished.map(bare), ...rest };
}

export const CANCELLED = new CancelledError('maybe');
