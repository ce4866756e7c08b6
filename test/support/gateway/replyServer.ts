import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { RawReply } from '../../../src/reply/types.ts';
import { bodyBytes, type CorpusCase } from '../corpus.ts';

export interface ReplyServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
  /** What the gateway replies from now on, and the files that lie beside it. */
  play(one: CorpusCase): void;
  close(): Promise<void>;
}

/** A gateway on loopback that plays one recorded reply at a time. */
export async function startReplyServer(): Promise<ReplyServer> {
  let playing: CorpusCase | undefined;
  const asked: string[] = [];
  let origin = '';
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const file = playing?.hosted?.[path];
    if (file !== undefined) {
      response.writeHead(file.status, { 'content-type': file.contentType });
      response.end(Buffer.from(file.base64, 'base64'));
    } else if (path === '/reply' && playing !== undefined) {
      response.writeHead(playing.status, playing.headers);
      response.end(bodyBytes(playing, origin));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    play(one) {
      playing = one;
      asked.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Fetches a reply the way the normalizer gets it: status, headers, and bytes as they arrive. */
export function fetchRaw(url: string): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      const headers: Record<string, string | undefined> = {};
      for (const [name, value] of Object.entries(response.headers)) {
        headers[name] = Array.isArray(value) ? value.join(', ') : value;
      }
      resolve({ status: response.statusCode ?? 0, headers, body: response });
    }).on('error', reject);
  });
}
