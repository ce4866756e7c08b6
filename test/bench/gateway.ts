/**
 * The bench's gateway: a separate process that prepares its replies and sends them as fast as the socket takes them. Its
 * message is its origin. It ends with its parent.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bigPng } from '../support/image/images.ts';
import { parseModel, type Shape } from './measure/task.ts';

const MB = 1_000_000;

interface Replies {
  readonly image: (megabytes: number) => Buffer;
  readonly json: (model: string, origin: string) => Buffer;
}

/** Creates each reply once, with the first request for it. */
function createReplies(): Replies {
  const cache = new Map<string, Buffer>();
  const cached = (name: string, create: () => Buffer): Buffer => {
    const reply = cache.get(name) ?? create();
    cache.set(name, reply);
    return reply;
  };
  const image = (megabytes: number) =>
    cached(`${megabytes}`, () => Buffer.from(bigPng(megabytes * MB)));
  return {
    image,
    json: (model, origin) =>
      cached(model, () => {
        const { shape, megabytes } = parseModel(model);
        const part = createPart(shape, () => image(megabytes), `${origin}/files/${megabytes}.png`);
        return Buffer.from(JSON.stringify(createReply(part)));
      }),
  };
}

function createPart(shape: Shape, image: () => Buffer, url: string): object {
  if (shape === 'hosted') return { text: `![Image](${url})` };
  const data = image().toString('base64');
  if (shape === 'dataUrl') return { text: `![image](data:image/png;base64,${data})` };
  return { inlineData: { mimeType: 'image/png', data } };
}

function createReply(part: object): object {
  const content = { role: 'model', parts: [part] };
  return {
    candidates: [{ content, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 1120, totalTokenCount: 1132 },
    modelVersion: 'bench',
    responseId: 'bench',
  };
}

async function respond(
  replies: Replies,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  if (!request.complete) await once(request, 'end');
  const url = request.url ?? '';
  const file = /\/files\/([\d.]+)\.png$/.exec(url)?.[1];
  const model = /\/v1beta\/models\/([^/:]+):generateContent/.exec(url)?.[1];
  const type = file === undefined ? 'application/json' : 'image/png';
  const body = file === undefined ? replies.json(model ?? '', origin) : replies.image(Number(file));
  response.writeHead(200, { 'content-type': type, 'content-length': String(body.length) });
  response.end(body);
}

const replies = createReplies();
let origin = '';
const server = createServer((request, response) => {
  respond(replies, origin, request, response).catch((error: unknown) => {
    console.error(`${request.method} ${request.url}`, error);
    request.socket.destroy();
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
process.on('disconnect', () => process.exit());
process.send?.(origin);
