/** The HTTP side of Practice, on loopback. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { googleError, json, newApiError, type Answer } from './httpResponse.ts';
import { respond } from './generateContent.ts';

const MOST_BODY_BYTES = 40 * 1024 * 1024;
/** Hosted pictures that are kept; older ones go, as they do at gateways. */
const MOST_HOSTED = 8;

const MODELS = [
  'gemini-3.1-flash-image-preview',
  'gemini-3-pro-image-preview',
  'gemini-2.5-flash-image',
  'gemini-2.5-flash-image-preview',
  'practice',
];

/**
 * Listens on 127.0.0.1 for as long as the thread lives, and resolves with the port; port 0 takes a free
 * one. Rejects with Node's error if the port is taken.
 */
export async function listen(port: number): Promise<number> {
  const hosted = new Map<string, Uint8Array>();
  let origin = '';
  const host = (file: Uint8Array): string => {
    const name = `${createHash('sha256').update(file).digest('hex').slice(0, 24)}.png`;
    hosted.delete(name);
    hosted.set(name, file);
    for (const oldest of hosted.keys()) {
      if (hosted.size <= MOST_HOSTED) break;
      hosted.delete(oldest);
    }
    return `${origin}/files/${name}`;
  };

  const server = createServer((request, response) => {
    void answerTo(request, hosted, host)
      .then((answer) => {
        send(response, answer);
      })
      .catch(() => {
        // The client went away in the middle of its upload.
        request.socket.destroy();
      });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${bound}`;
  return bound;
}

async function answerTo(
  request: IncomingMessage,
  hosted: ReadonlyMap<string, Uint8Array>,
  host: (file: Uint8Array) => string,
): Promise<Answer> {
  const { method = '', url = '', headers } = request;
  // A web page in a browser reaches loopback too, by its own name or a borrowed one. It is no client.
  if (
    headers.origin !== undefined ||
    !/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? '')
  ) {
    return googleError(403, 'PERMISSION_DENIED', 'Practice answers programs on this machine only.');
  }
  const path = url.split('?', 1)[0] ?? '';
  const body = await readBody(request);
  if (method === 'GET') return answerToGet(path, hosted);
  const model = /^\/v1beta\/models\/([^/:]+):generateContent$/.exec(path)?.[1];
  if (method !== 'POST' || model === undefined) {
    return newApiError(404, '', `Invalid URL (${method} ${path})`);
  }
  if (body === undefined)
    return newApiError(413, 'read_request_body_failed', 'request body too large');
  const { answer, slowMs } = respond(model, body, host);
  if (slowMs > 0) await sleep(slowMs);
  return answer();
}

function answerToGet(path: string, hosted: ReadonlyMap<string, Uint8Array>): Answer {
  if (path === '/v1beta/models') {
    const models = MODELS.map((id) => ({
      name: `models/${id}`,
      displayName: `Practice (${id})`,
      supportedGenerationMethods: ['generateContent'],
    }));
    return json(200, { models });
  }
  const file = hosted.get(path.replace(/^\/files\//, ''));
  return file === undefined
    ? newApiError(404, '', `Invalid URL (GET ${path})`)
    : { status: 200, headers: { 'content-type': 'image/png' }, body: file };
}

/** The whole body as text; `undefined` if it is too long, and then it is read on but not kept. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= MOST_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function send(response: ServerResponse, { status, headers, body, cut }: Answer): void {
  if (cut === 'before') {
    response.destroy();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (cut === 'middle') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    return;
  }
  response.end(bytes);
}
