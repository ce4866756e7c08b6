import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { BrokenError, ConnectError, type EaselError } from '../errors.ts';
import type { RawReply } from '../reply/types.ts';
import { ExchangeMonitor, type ExchangeOptions } from './exchangeMonitor.ts';
import { speaksTls } from './speaksTls.ts';

export type { PostProgress } from './exchangeMonitor.ts';

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** In bytes. Sent as Content-Length, because several gateways refuse chunked bodies. */
  readonly contentLength: number;
  /** Makes the body's bytes while they are sent. Called once per attempt. */
  readonly body: () => AsyncIterable<Uint8Array>;
}

export interface PostReply extends RawReply {
  /**
   * Lets the gateway pause while the body is read: the idle deadline passes only when `mayPause` returns false. Without it,
   * every pause is limited.
   */
  allowPause(mayPause: () => boolean): void;
  /** Ends the exchange and closes the connection, whether or not the body was read. */
  close(): void;
}

/** A port that expects TLS closes on plain HTTP at once. One that takes longer may have understood the request. */
const MAX_HANG_UP_MS = 1500;

/**
 * Sends the one paid POST, at most once, and follows no redirect. Keeps its own deadlines, because Node's
 * fetch gives up after 300 s regardless of its options, and a model may take ten minutes. Resolves with
 * the headers, whatever the status; the body arrives as it is read.
 *
 * @throws ConnectError when nothing was sent
 * @throws BrokenError when something was sent and no whole reply came; also from the body
 * @throws CancelledError when the signal fired; also from the body
 */
export async function post(request: PostRequest, options: ExchangeOptions): Promise<PostReply> {
  const monitor = new ExchangeMonitor(request.url.host, options);
  try {
    options.signal.throwIfAborted();
    const { undiciRequest } = await import('./undiciRequest.ts');
    // Loading blocks the shared thread for some ms, and so does the first request. A timer puts them into
    // two turns of the event loop; an immediate would still run in this one.
    await sleep(0);
    const { statusCode, headers, body } = await undiciRequest(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: 'POST',
        headers: {
          ...request.headers,
          'content-length': String(request.contentLength),
          // The gateway may close a kept connection before the next run uses it.
          connection: 'close',
        },
        body: request.body() as Dispatcher.DispatchOptions['body'] & {},
        signal: monitor.signal,
      },
      monitor.events,
    );
    monitor.enter('receiving');
    const close = (): void => {
      monitor.end();
      // Destroying a body that still arrives is an error to undici, but not here.
      body.on('error', () => undefined).destroy();
    };
    return {
      status: statusCode,
      headers: joinRepeated(headers),
      body: readBody(body, monitor),
      allowPause: (mayPause) => {
        monitor.allowPause(mayPause);
      },
      close,
    };
  } catch (error) {
    monitor.end();
    const failure = monitor.explain(error);
    throw (await onlyTlsError(request.url, failure)) ?? failure;
  }
}

/** Returns the error for plain HTTP to a port that speaks only TLS, when that explains a failure. */
async function onlyTlsError(url: URL, failure: EaselError): Promise<ConnectError | undefined> {
  const isHangUp =
    failure instanceof BrokenError &&
    failure.why === 'closed' &&
    failure.waitedMs < MAX_HANG_UP_MS &&
    !failure.code.startsWith('HPE_');
  if (!isHangUp || url.protocol !== 'http:' || !(await speaksTls(url))) return undefined;
  return new ConnectError(url.host, 'only-tls', failure.code);
}

async function* readBody(
  body: AsyncIterable<Uint8Array>,
  monitor: ExchangeMonitor,
): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of body) {
      monitor.received(chunk.byteLength);
      yield chunk;
    }
  } catch (error) {
    throw monitor.explain(error);
  } finally {
    monitor.end();
  }
}

/** Joins the values of a repeated header with commas (RFC 9110, 5.3). */
function joinRepeated(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
