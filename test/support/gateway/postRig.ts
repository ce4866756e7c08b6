/** Sends requests with `post`, for tests of the exchange with a gateway. */
import assert from 'node:assert/strict';
import { EaselError } from '../../../src/errors.ts';
import { post, type PostProgress, type PostReply } from '../../../src/gateway/post.ts';
import type { Deadlines } from '../../../src/gateway/watchdog.ts';

export const GENEROUS: Deadlines = { connectMs: 10_000, idleMs: 10_000, totalMs: 20_000 };

export interface Sending {
  /** An origin, with or without a path. */
  readonly to: string;
  /** The size of the body; 10 by default. */
  readonly bytes?: number;
  readonly deadlines?: Partial<Deadlines>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PostProgress) => void;
  /** Called with the size of each chunk that the exchange asks for. */
  readonly onChunk?: (bytes: number) => void;
}

/** Makes a body of that many bytes, in chunks of 64 KiB. */
export async function* bodyOf(
  bytes: number,
  onChunk: (bytes: number) => void = () => undefined,
): AsyncIterable<Uint8Array> {
  const slice = Buffer.alloc(64 * 1024, 'x');
  for (let left = bytes; left > 0; left -= slice.byteLength) {
    const chunk = slice.subarray(0, left);
    onChunk(chunk.byteLength);
    yield chunk;
  }
}

/** Posts, and returns the reply before its body is read. */
export async function send(sending: Sending): Promise<PostReply> {
  const { to, bytes = 10, deadlines, signal, onProgress, onChunk } = sending;
  const url = new URL(to);
  if (url.pathname === '/') url.pathname = '/v1beta/models/m:generateContent';
  return await post(
    {
      url,
      headers: { 'content-type': 'application/json' },
      contentLength: bytes,
      body: () => bodyOf(bytes, onChunk),
    },
    {
      deadlines: { ...GENEROUS, ...deadlines },
      signal: signal ?? new AbortController().signal,
      ...(onProgress ? { onProgress } : {}),
    },
  );
}

/** Posts and reads the reply to its end. */
export async function exchange(sending: Sending) {
  const reply = await send(sending);
  const chunks: Uint8Array[] = [];
  for await (const chunk of reply.body) chunks.push(chunk);
  return { ...reply, text: Buffer.concat(chunks).toString() };
}

/** Posts, and returns the error that the exchange fails with. Fails when it succeeds. */
export async function failedExchange(sending: Sending): Promise<EaselError> {
  try {
    await exchange(sending);
  } catch (error) {
    assert.ok(error instanceof EaselError, String(error));
    return error;
  }
  assert.fail('the exchange succeeded');
}
