import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { RawReply } from '../../../src/reply/types.ts';
import { bodyBytes, type CorpusCase } from '../corpus.ts';

export type PlayedReply = Pick<CorpusCase, 'status' | 'headers' | 'body' | 'hosted'>;

export interface ReplyServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** The paths that were requested since the last `play`, in order. */
  readonly requested: readonly string[];
  /** Sets the reply to `/reply` and the files next to it. */
  play(reply: PlayedReply): void;
  close(): Promise<void>;
}

/** Starts a gateway on loopback that plays one recorded reply at a time. */
export async function startReplyServer(): Promise<ReplyServer> {
  let playing: PlayedReply | undefined;
  const requested: string[] = [];
  let origin = '';
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requested.push(path);
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
    requested,
    play(reply) {
      playing = reply;
      requested.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Fetches a reply as `readReply` gets it: status, headers, and bytes as they arrive. */
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
