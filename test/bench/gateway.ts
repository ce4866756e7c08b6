/**
 * The gateway of the bench: a process of its own that has its replies ready and sends them as fast
 * as the socket takes them. Says its origin to its parent; ends with it.
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

/** Made when first asked for, and kept. */
function createReplies(): Replies {
  const kept = new Map<string, Buffer>();
  const once = (name: string, make: () => Buffer): Buffer => {
    const made = kept.get(name) ?? make();
    kept.set(name, made);
    return made;
  };
  const image = (megabytes: number) =>
    once(`${megabytes}`, () => Buffer.from(bigPng(megabytes * MB)));
  return {
    image,
    json: (model, origin) =>
      once(model, () => {
        const { shape, megabytes } = parseModel(model);
        const part = partOf(shape, () => image(megabytes), `${origin}/files/${megabytes}.png`);
        return Buffer.from(JSON.stringify(replyWith(part)));
      }),
  };
}

function partOf(shape: Shape, image: () => Buffer, url: string): object {
  if (shape === 'hosted') return { text: `![Image](${url})` };
  const data = image().toString('base64');
  if (shape === 'dataUrl') return { text: `![image](data:image/png;base64,${data})` };
  return { inlineData: { mimeType: 'image/png', data } };
}

function replyWith(part: object): object {
  const content = { role: 'model', parts: [part] };
  return {
    candidates: [{ content, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 1120, totalTokenCount: 1132 },
    modelVersion: 'bench',
    responseId: 'bench',
  };
}

async function answer(
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
  answer(replies, origin, request, response).catch((error: unknown) => {
    console.error(`${request.method} ${request.url}`, error);
    request.socket.destroy();
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
process.on('disconnect', () => process.exit());
process.send?.(origin);
