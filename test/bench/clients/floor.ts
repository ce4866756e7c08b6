import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { endpointOf, type Client } from '../measure/task.ts';

/** The least possible work: the same bytes from disk to socket and from socket to disk, without parsing. */
export const floor: Client = async (firstTask) => {
  const bodyBytes = firstTask.body === undefined ? 0 : (await stat(firstTask.body)).size;
  return async (task) => {
    const { folder, body, shape } = task;
    const length = body === undefined ? 2 : bodyBytes;
    const request = http.request(endpointOf(task), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': length },
    });
    const response = once(request, 'response') as Promise<[http.IncomingMessage]>;
    if (body === undefined) request.end('{}');
    else await pipeline(createReadStream(body), request);
    const reply = path.join(folder, 'reply');
    await save((await response)[0], reply);
    if (shape === 'hosted') await fetchHosted(await readFile(reply, 'utf8'), folder);
  };
};

async function save(response: http.IncomingMessage, file: string): Promise<void> {
  await pipeline(response, createWriteStream(file, { flush: true }));
}

async function fetchHosted(reply: string, folder: string): Promise<void> {
  const url = /http:[^)]+/.exec(reply)?.[0] ?? '';
  const [response] = (await once(http.get(url), 'response')) as [http.IncomingMessage];
  await save(response, path.join(folder, 'image.png'));
}
