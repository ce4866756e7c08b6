/** The HTTP side of Practice, on loopback. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { generateContent } from './generateContent.ts';
import { createHostedFiles, type HostedFiles } from './hostedFiles.ts';
import { googleError, json, newApiError, type HttpResponse } from './httpResponse.ts';

const MAX_BODY_BYTES = 40 * 1024 * 1024;

const MODELS = [
  'gemini-3.1-flash-image-preview',
  'gemini-3-pro-image-preview',
  'gemini-2.5-flash-image',
  'gemini-2.5-flash-image-preview',
  'practice',
];

/**
 * Listens on 127.0.0.1 as long as the thread lives.
 *
 * @param port 0 picks a free port
 * @returns the port
 * @throws Node's error if the port is taken
 */
export async function listen(port: number): Promise<number> {
  const hosted = createHostedFiles();
  const server = createServer((request, response) => {
    void respondTo(request, hosted)
      .then((httpResponse) => {
        send(response, httpResponse);
      })
      .catch(() => {
        // The client disconnected during its upload.
        request.socket.destroy();
      });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  hosted.setOrigin(`http://127.0.0.1:${address.port}`);
  return address.port;
}

async function respondTo(request: IncomingMessage, hosted: HostedFiles): Promise<HttpResponse> {
  const { method = '', url = '', headers } = request;
  // Web pages reach loopback too, with an Origin header or through a host name that resolves to it. Keep them out.
  const isLoopbackHost = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? '');
  if (headers.origin !== undefined || !isLoopbackHost) {
    const message = 'Practice only answers programs on this machine.';
    return googleError(403, 'PERMISSION_DENIED', message);
  }
  const path = url.split('?', 1)[0] ?? '';
  const body = await readBody(request);
  if (method === 'GET') return respondToGet(path, hosted);
  const model = /^\/v1beta\/models\/([^/:]+):generateContent$/.exec(path)?.[1];
  if (method !== 'POST' || model === undefined) {
    return newApiError(404, '', `Invalid URL (${method} ${path})`);
  }
  if (body === undefined)
    return newApiError(413, 'read_request_body_failed', 'request body too large');
  const { delayMs, createResponse } = generateContent(model, body, hosted.add);
  if (delayMs > 0) await sleep(delayMs);
  return await createResponse();
}

function respondToGet(path: string, hosted: HostedFiles): HttpResponse {
  if (path === '/v1beta/models') {
    const models = MODELS.map((id) => ({
      name: `models/${id}`,
      displayName: `Practice (${id})`,
      supportedGenerationMethods: ['generateContent'],
    }));
    return json(200, { models });
  }
  const file = hosted.find(path);
  return file === undefined
    ? newApiError(404, '', `Invalid URL (GET ${path})`)
    : { status: 200, headers: { 'content-type': 'image/png' }, body: file };
}

/** Returns the body as text; `undefined` if it is too long. Then reads it to its end without keeping it. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function send(response: ServerResponse, { status, headers, body, breakAt }: HttpResponse): void {
  if (breakAt === 'start') {
    response.destroy();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (breakAt === 'middle') {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    return;
  }
  response.end(bytes);
}
