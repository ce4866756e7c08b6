/**
 * A gateway on loopback that follows a test's script over real sockets: any reply, any fault. Records every
 * request. Works in plain Node and inside VS Code's extension host.
 */
import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
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
export async function startScriptedGateway({
  script = [],
  port = 0,
}: { readonly script?: Script; readonly port?: number } = {}): Promise<ScriptedGateway> {
  const gateway = new LoopbackGateway(script);
  await gateway.listen(port);
  return gateway;
}

class LoopbackGateway implements ScriptedGateway {
  readonly requests: RecordedRequest[] = [];
  readonly downloads: RecordedRequest[] = [];
  origin = '';
  connections = 0;
  readonly #server: Server;
  readonly #hosted = new Map<string, ScriptedReply[]>();
  readonly #sockets = new Set<Socket>();
  readonly #closing = new AbortController();
  #answers: Answers;
  #answered = 0;
  /** Wakes those who wait for requests. */
  #waiting: (() => void)[] = [];

  constructor(script: Script) {
    this.#answers = scriptedAnswers(script);
    this.#server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (incoming, response) => {
      void this.#answer(incoming, response).catch(() => {
        // The client closed, or a script threw.
        incoming.socket.destroy();
      });
    });
    this.#server.on('connection', (socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(wantedPort: number): Promise<void> {
    this.#server.listen(wantedPort, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.origin = `http://127.0.0.1:${port}`;
  }

  get posts(): number {
    return this.requests.filter(({ method }) => method === 'POST').length;
  }

  respond(script: Script): void {
    this.#answers = scriptedAnswers(script);
    this.#answered = 0;
  }

  host(path: string, ...replies: readonly ScriptedReply[]): string {
    this.#hosted.set(path, [...replies]);
    return `${this.origin}${path}`;
  }

  async received(count: number): Promise<void> {
    while (this.requests.length < count && !this.#closing.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#announce();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = readUpload(incoming);
    const request = record(incoming, response, upload);
    const path = new URL(request.url, 'http://127.0.0.1').pathname;
    const files = this.#hosted.get(path);
    const { signal } = this.#closing;
    if (files !== undefined) {
      this.downloads.push(request);
      const file = (files.length > 1 ? files.shift() : files[0]) ?? EXHAUSTED;
      await perform(file, upload, incoming, response, signal);
      return;
    }
    this.requests.push(request);
    this.#announce();
    const reply = await this.#answers(request, this.#answered++, () => upload.finished());
    await perform(reply, upload, incoming, response, signal);
  }

  #announce(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
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
