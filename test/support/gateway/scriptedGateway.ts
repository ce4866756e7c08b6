/**
 * A gateway on loopback that follows a test's script over real sockets: any reply, any fault. Records every
 * request. Works in plain Node and inside VS Code's extension host.
 */
import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { perform, readUpload } from '../perform.ts';
import { newApiError } from './replies.ts';
import type { Upload } from '../perform.ts';
import type { RecordedRequest, Script, ScriptedReply } from './script.ts';

export type { Fault, RecordedRequest, Script, ScriptedReply } from './script.ts';
export * from './replies.ts';

export interface ScriptedGateway {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  /** Everything but hosted files, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** The number of POST requests that arrived. A user would have paid for each. */
  readonly posts: number;
  /** The number of connections so far, used or not. */
  readonly connections: number;
  /** Requests for hosted files, in order of arrival. */
  readonly downloads: readonly RecordedRequest[];
  /**
   * What is answered from now on. A list is used up; a request beyond its end gets a 500 with the
   * code `script_exhausted`.
   */
  respond(script: Script): void;
  /** Serves a file at a path. The last of several replies stays. @returns its URL */
  host(path: string, ...replies: readonly ScriptedReply[]): string;
  /** Resolves when the headers of `count` requests have arrived. */
  received(count: number): Promise<void>;
  /** Destroys all open connections. Never hangs. */
  close(): Promise<void>;
}

const EXHAUSTED = newApiError(500, 'script_exhausted', 'the test did not expect this request');

/** Starts a gateway on a free port of 127.0.0.1, or on the given one. Without a script every request gets a 500. */
export async function startScriptedGateway(
  options: { readonly script?: Script; readonly port?: number } = {},
): Promise<ScriptedGateway> {
  const requests: RecordedRequest[] = [];
  const downloads: RecordedRequest[] = [];
  const hosted = new Map<string, ScriptedReply[]>();
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  let connections = 0;
  let answered = 0;
  let next = scriptedAnswers(options.script ?? []);
  let waiting: (() => void)[] = [];

  const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (incoming, response) => {
    void answer(incoming, response).catch(() => {
      // The client closed, or a script threw.
      incoming.socket.destroy();
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });

  function announce(): void {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = readUpload(incoming);
    const request = record(incoming, response, upload);
    const path = new URL(request.url, 'http://127.0.0.1').pathname;
    const files = hosted.get(path);
    if (files !== undefined) {
      downloads.push(request);
      const file = (files.length > 1 ? files.shift() : files[0]) ?? EXHAUSTED;
      await perform(file, upload, incoming, response, closing.signal);
      return;
    }
    requests.push(request);
    announce();
    const reply = await next(request, answered++, () => upload.finished());
    await perform(reply, upload, incoming, response, closing.signal);
  }

  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    requests,
    downloads,
    get posts() {
      return requests.filter(({ method }) => method === 'POST').length;
    },
    get connections() {
      return connections;
    },
    respond(script) {
      next = scriptedAnswers(script);
      answered = 0;
    },
    host(path, ...replies) {
      hosted.set(path, [...replies]);
      return `${origin}${path}`;
    },
    async received(count) {
      while (requests.length < count && !closing.signal.aborted) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      announce();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

type Answers = (
  request: RecordedRequest,
  index: number,
  uploaded: () => Promise<void>,
) => ScriptedReply | Promise<ScriptedReply>;

function scriptedAnswers(script: Script): Answers {
  if (typeof script === 'function') {
    // A function may decide by the body, so it waits for the body.
    return async (request, index, uploaded) => {
      await uploaded();
      return script(request, index);
    };
  }
  return isList(script) ? (_, index) => script[index] ?? EXHAUSTED : () => script;
}

function isList(
  script: ScriptedReply | readonly ScriptedReply[],
): script is readonly ScriptedReply[] {
  return Array.isArray(script);
}

function record(
  incoming: IncomingMessage,
  response: ServerResponse,
  { chunks }: Upload,
): RecordedRequest {
  const over = new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    rawHeaders: incoming.rawHeaders,
    headers: incoming.headers,
    at: Date.now(),
    get body() {
      return Buffer.concat(chunks);
    },
    get complete() {
      return incoming.complete;
    },
    json() {
      return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
    },
    over,
  };
}
