/** Plays one scripted reply on one connection. */
import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Fault, ScriptedReply } from './gateway/script.ts';

export interface Upload {
  readonly chunks: readonly Uint8Array[];
  /** Reads to the end of the body. Reads nothing before the first call, so that the sender has to wait. */
  readonly finished: () => Promise<void>;
}

/** The body of a request, read when asked for. */
export function readUpload(incoming: IncomingMessage): Upload {
  const chunks: Uint8Array[] = [];
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  };
  return { chunks, finished: () => (reading ??= read()) };
}

/** Rejects when the client disconnects or `closing` is aborted. The caller then drops the connection. */
export async function perform(
  reply: ScriptedReply,
  upload: Upload,
  incoming: IncomingMessage,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const { fault } = reply;
  const { socket } = incoming;
  if (fault?.kind === 'deaf') return;
  if (fault?.kind === 'cut' && fault.when === 'upload') {
    cut(socket, fault.how);
    return;
  }
  if (reply.early !== true) await upload.finished();
  if (reply.waitMs !== undefined) await sleep(reply.waitMs, undefined, { signal: closing });
  if (fault !== undefined && (await failBeforeHeaders(fault, socket))) return;

  const { status = 200, chunkBytes } = reply;
  const { headers, body } = framed(reply);
  const lengthKnown = chunkBytes === undefined && fault?.kind !== 'endless';
  response.writeHead(status, {
    ...headers,
    ...(lengthKnown && status >= 200 && status !== 204 && status !== 304
      ? { 'content-length': String(body.length) }
      : {}),
  });
  if (fault?.kind === 'stall' || fault?.kind === 'cut') {
    await write(response, body.subarray(0, fault.afterBytes ?? Math.floor(body.length / 2)));
    if (fault.kind === 'cut') cut(socket, fault.how);
    return;
  }
  if (fault?.kind === 'endless') {
    const block = body.length > 0 ? body : Buffer.alloc(65_536, ' ');
    while (!response.destroyed && !closing.aborted) await write(response, block);
    return;
  }
  const { afterBytes = 0, ms } = reply.pause ?? {};
  if (ms !== undefined) {
    response.flushHeaders();
    if (afterBytes > 0) await write(response, body.subarray(0, afterBytes));
    await sleep(ms, undefined, { signal: closing });
  }
  const step = chunkBytes ?? Math.max(body.length, 1);
  for (let start = afterBytes; start < body.length; start += step) {
    if (start > afterBytes && reply.chunkDelayMs !== undefined) {
      await sleep(reply.chunkDelayMs, undefined, { signal: closing });
    }
    await write(response, body.subarray(start, start + step));
  }
  // Closing at once would reset the connection before the sender reads the refusal, so real servers wait too.
  if (reply.early === true) await sleep(50, undefined, { signal: closing });
  response.end();
}

/** Returns whether the fault is done and no headers follow. */
async function failBeforeHeaders(fault: Fault, socket: Socket): Promise<boolean> {
  if (fault.kind === 'silent') return true;
  if (fault.kind === 'garbage') {
    socket.end(fault.bytes ?? 'SSH-2.0-OpenSSH_9.9\r\n');
    return true;
  }
  if (fault.kind !== 'cut') return false;
  if (fault.when === 'before-headers') {
    cut(socket, fault.how);
    return true;
  }
  if (fault.when === 'mid-headers') {
    await write(socket, Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: applica'));
    cut(socket, fault.how);
    return true;
  }
  return false;
}

function cut(socket: Socket, how: 'reset' | 'fin'): void {
  if (how === 'reset') socket.resetAndDestroy();
  else socket.destroySoon();
}

/** Resolves when the system has accepted the bytes, or when the receiver has disconnected. */
async function write(to: ServerResponse | Socket, bytes: Uint8Array): Promise<void> {
  if (to.destroyed) return;
  const gone = new AbortController();
  const closed = once(to, 'close', { signal: gone.signal }).catch(() => undefined);
  const sent = new Promise<void>((resolve) => {
    to.write(bytes, () => {
      resolve();
    });
  });
  await Promise.race([sent, closed]);
  gone.abort();
}

function framed(reply: ScriptedReply): {
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
} {
  const plain = bytesOf(reply.body ?? '');
  const json = typeof reply.body === 'object' && !(reply.body instanceof Uint8Array);
  const headers: Record<string, string | string[]> = json
    ? { 'content-type': 'application/json; charset=utf-8' }
    : {};
  if (reply.gzip === true) headers['content-encoding'] = 'gzip';
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    headers[name.toLowerCase()] = typeof value === 'string' ? value : [...value];
  }
  return { headers, body: reply.gzip === true ? gzipSync(plain) : plain };
}

function bytesOf(body: string | Uint8Array | object): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(JSON.stringify(body));
}
