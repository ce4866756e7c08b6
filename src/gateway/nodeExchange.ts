import type http from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { WrappedHandler } from './undici.ts';

/** What an exchange reports while it runs: enough to tell at any moment whether anything was sent. */
export interface ExchangeEvents {
  /** The host showed a certificate, which is checked next. @param validUntil in ms since 1970 */
  certificateReceived(validUntil: number): void;
  /** The connection is open, TLS included. Nothing was written yet. */
  connected(): void;
  /** The socket took this many more bytes of the body. */
  sent(bytes: number): void;
  /** The socket took the whole body. */
  bodySent(): void;
}

export interface NodeExchangeParts {
  readonly request: http.ClientRequest;
  readonly handler: WrappedHandler;
  readonly events: ExchangeEvents;
}

/** One request and its response: translates Node's events into the calls that undici's handler expects. */
export class NodeExchange implements Dispatcher.DispatchController {
  aborted = false;
  paused = false;
  reason: Error | null = null;
  readonly #request: http.ClientRequest;
  readonly #handler: WrappedHandler;
  readonly #events: ExchangeEvents;
  #response: http.IncomingMessage | undefined;
  #isRefusedByProxy = false;
  #isSettled = false;

  constructor({ request, handler, events }: NodeExchangeParts) {
    this.#request = request;
    this.#handler = handler;
    this.#events = events;
  }

  /** Starts listening. @returns false when undici aborted the exchange before it began */
  start(): boolean {
    this.#request.on('error', (error) => {
      this.#failSending(error);
    });
    this.#request.once('socket', (socket) => {
      this.#watchConnect(socket);
    });
    this.#request.once('response', (response) => {
      // Node accepts a status such as 099, and undici would wait for the response after an informational one.
      if ((response.statusCode ?? 0) < 200) this.#fail(coded('HPE_INVALID_STATUS'));
      else this.#receive(response);
    });
    this.#request.once('upgrade', (_response, socket) => {
      socket.destroy();
      this.#fail(coded('HPE_PAUSED_UPGRADE'));
    });
    this.#handler.onRequestStart(this, {});
    return !this.aborted;
  }

  /** Writes the body with back-pressure: asks for the next chunk when the socket has taken the last one. */
  async send(body: AsyncIterable<Uint8Array> | null): Promise<void> {
    try {
      for await (const chunk of body ?? []) {
        if (this.#isSettled) return;
        await this.#write(chunk);
        this.#events.sent(chunk.byteLength);
        // A socket with room takes chunk after chunk without a turn of the event loop, so give other work one.
        await setImmediate();
      }
      this.#request.end();
      this.#events.bodySent();
    } catch (error) {
      this.#failSending(error as Error);
    }
  }

  abort(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#fail(reason);
  }

  pause(): void {
    this.paused = true;
    this.#response?.pause();
  }

  resume(): void {
    this.paused = false;
    this.#response?.resume();
  }

  #watchConnect(socket: Socket): void {
    const connected = () => {
      this.#events.connected();
    };
    // When a proxy refuses the tunnel, VS Code's agent plays its answer as if the gateway had sent it, over
    // a socket without TLS that takes no byte.
    if (this.#request.protocol === 'https:' && !('encrypted' in socket)) {
      this.#isRefusedByProxy = true;
      return;
    }
    const tls =
      'encrypted' in socket ? (socket as TLSSocket & { secureConnecting?: boolean }) : undefined;
    if (tls !== undefined && (tls.connecting || tls.secureConnecting === true)) {
      tls.once('secureConnect', connected);
      // When the check fails, the socket and its certificate are gone before any other event.
      tls.prependOnceListener('secure', () => {
        this.#events.certificateReceived(Date.parse(tls.getPeerCertificate().valid_to));
      });
    } else if (socket.pending) {
      // Also of a socket that failed at once, as without a network: its error follows.
      socket.once('connect', connected);
    } else {
      connected();
    }
  }

  /** Resolves when the socket took the chunk, or closed. */
  async #write(chunk: Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#request.once('close', resolve);
      this.#request.write(chunk, (error) => {
        this.#request.off('close', resolve);
        if (error == null) resolve();
        else reject(error);
      });
    });
  }

  #receive(response: http.IncomingMessage): void {
    if (this.#isRefusedByProxy) {
      const code = String(response.statusCode ?? 0);
      this.#fail(Object.assign(new Error('proxy'), { code }));
      return;
    }
    this.#response = response;
    response.on('error', (error) => {
      this.#fail(error);
    });
    response.once('close', () => {
      if (!response.complete) this.#fail(coded('ECONNRESET'));
    });
    response.on('data', (chunk: Buffer) => {
      if (this.#isSettled) return;
      this.#handler.onResponseData(this, chunk);
    });
    response.once('end', () => {
      if (this.#isSettled || !response.complete) return;
      this.#isSettled = true;
      this.#handler.onResponseEnd(this, {});
      // The gateway may answer before the whole body was sent. The rest stays here.
      if (!this.#request.writableEnded) this.#request.destroy();
    });
    this.#handler.onResponseStart(
      this,
      response.statusCode ?? 0,
      response.headers,
      response.statusMessage,
    );
  }

  /** A gateway may answer 413 and close while the body is being sent. Its answer counts, not the broken pipe. */
  #failSending(error: Error): void {
    if (this.#response === undefined && !this.#isRefusedByProxy) this.#fail(error);
  }

  #fail(error: Error): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#request.destroy();
    this.#handler.onResponseError(this, error);
  }
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
