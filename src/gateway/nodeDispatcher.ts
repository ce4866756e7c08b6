import http from 'node:http';
import https from 'node:https';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { Dispatcher as DispatcherType } from 'undici';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import WrapHandler from 'undici/lib/handler/wrap-handler.js';

type Handler = ReturnType<typeof WrapHandler.wrap>;

/** What the exchange lets its owner watch: enough to say, at any moment, whether anything was sent. */
export interface ExchangeEvents {
  /** The host has shown a certificate, which is checked next: valid until then, in ms since 1970. */
  certified(validUntil: number): void;
  /** The connection stands, TLS included; up to here nothing was written. */
  connected(): void;
  /** So many more bytes of the body were handed to the socket. */
  sent(bytes: number): void;
  bodySent(): void;
}

/**
 * An undici dispatcher whose exchange runs over node:https.
 *
 * VS Code puts its proxy, PAC, system certificates and Kerberos into node:http and node:https and nowhere
 * that undici's own sockets would meet; so undici gives the client API, abort and back-pressure, and
 * node:https the connection. No `agent` is ever passed: with `http.proxySupport: on` one would bypass
 * the proxy. No redirect is followed: node:https does not, and nothing here does.
 */
export class NodeDispatcher extends Dispatcher {
  readonly #events: ExchangeEvents;

  constructor(events: ExchangeEvents) {
    super();
    this.#events = events;
  }

  override dispatch(
    options: DispatcherType.DispatchOptions,
    rawHandler: DispatcherType.DispatchHandler,
  ): boolean {
    const handler = WrapHandler.wrap(rawHandler);
    // Joined as text: resolved against the origin, a path that begins with `//` would name another host.
    const url = new URL(`${String(options.origin)}${options.path}`);
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: options.method,
      headers: options.headers as http.OutgoingHttpHeaders,
      // A pooled socket that the gateway has just closed would look like a broken paid request.
      // An agent key that nobody else has makes sure of a fresh one (OpenSSL takes 32 bytes at most).
      ...(url.protocol === 'https:' ? { sessionIdContext: randomBytes(16).toString('hex') } : {}),
    });
    const exchange = new Exchange(request, handler, this.#events);
    if (exchange.start()) void exchange.send(options.body as AsyncIterable<Uint8Array> | null);
    return true;
  }
}

/** One request and its response, translated from Node's events to undici's handler calls. */
class Exchange implements DispatcherType.DispatchController {
  aborted = false;
  paused = false;
  reason: Error | null = null;
  readonly #request: http.ClientRequest;
  readonly #handler: Handler;
  readonly #events: ExchangeEvents;
  #response: http.IncomingMessage | undefined;
  #refusedByProxy = false;
  #settled = false;

  constructor(request: http.ClientRequest, handler: Handler, events: ExchangeEvents) {
    this.#request = request;
    this.#handler = handler;
    this.#events = events;
  }

  /** False: it was aborted before it began. */
  start(): boolean {
    this.#request.on('error', (error) => {
      // A gateway may answer 413 and hang up while we still send: its answer counts, not our EPIPE.
      if (this.#response === undefined && !this.#refusedByProxy) this.#fail(error);
    });
    this.#request.once('socket', (socket) => {
      this.#watchConnect(socket);
    });
    this.#request.once('response', (response) => {
      // Node lets a status of 099 pass, and undici waits for what follows an informational one.
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

  #watchConnect(socket: Socket): void {
    const connected = () => {
      this.#events.connected();
    };
    // A proxy's refusal of the tunnel is played to us by VS Code's agent as if the gateway had answered, over a socket
    // without TLS that takes no byte.
    if (this.#request.protocol === 'https:' && !('encrypted' in socket)) {
      this.#refusedByProxy = true;
      return;
    }
    const tls =
      'encrypted' in socket ? (socket as TLSSocket & { secureConnecting?: boolean }) : undefined;
    if (tls !== undefined && (tls.connecting || tls.secureConnecting === true)) {
      tls.once('secureConnect', connected);
      // Where the check fails, the socket is gone with its certificate before anybody hears of it.
      tls.prependOnceListener('secure', () => {
        this.#events.certified(Date.parse(tls.getPeerCertificate().valid_to));
      });
    } else if (socket.connecting) {
      socket.once('connect', connected);
    } else {
      connected();
    }
  }

  /** Writes the body with back-pressure: the next chunk is made when the socket took the last one. */
  async send(body: AsyncIterable<Uint8Array> | null): Promise<void> {
    try {
      for await (const chunk of body ?? []) {
        if (this.#settled) return;
        await new Promise<void>((resolve, reject) => {
          this.#request.once('close', resolve);
          this.#request.write(chunk, (error) => {
            this.#request.off('close', resolve);
            if (error == null) resolve();
            else reject(error);
          });
        });
        this.#events.sent(chunk.byteLength);
        // A socket with room takes a chunk at once, without a turn of the event loop, and then the next.
        await setImmediate();
      }
      this.#request.end();
      this.#events.bodySent();
    } catch (error) {
      if (this.#response === undefined && !this.#refusedByProxy) this.#fail(error as Error);
    }
  }

  #receive(response: http.IncomingMessage): void {
    if (this.#refusedByProxy) {
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
      if (this.#settled) return;
      this.#handler.onResponseData(this, chunk);
    });
    response.once('end', () => {
      if (this.#settled || !response.complete) return;
      this.#settled = true;
      this.#handler.onResponseEnd(this, {});
      // The answer may have come before the whole body was sent; nothing more is.
      if (!this.#request.writableEnded) this.#request.destroy();
    });
    this.#handler.onResponseStart(
      this,
      response.statusCode ?? 0,
      response.headers,
      response.statusMessage,
    );
  }

  #fail(error: Error): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#request.destroy();
    this.#handler.onResponseError(this, error);
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
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
