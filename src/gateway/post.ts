import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { BrokenError, CancelledError, ConnectError, EaselError } from '../errors.ts';
import type { RawReply } from '../reply/types.ts';
import { toTransportError, type ExchangeState } from './transportError.ts';
import { speaksTls } from './speaksTls.ts';
import { watchdog, type Deadlines, type Phase } from './watchdog.ts';

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** In bytes: sent as Content-Length, because several gateways refuse chunked bodies. */
  readonly contentLength: number;
  /** The body's bytes, made while they are sent; asked for once per try. */
  readonly body: () => AsyncIterable<Uint8Array>;
}

export interface PostProgress {
  readonly phase: Phase;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface PostOptions {
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PostProgress) => void;
}

export interface PostReply extends RawReply {
  /** Ends the exchange: what was not read is not wanted, and the connection is closed. */
  close(): void;
}

/** A port that expects TLS hangs up on plain HTTP at once; one that takes longer may have understood, and worked. */
const HANG_UP_MS = 1500;

/**
 * The one paid POST. It is sent at most once, follows no redirect, and its deadlines are its own:
 * Node's fetch gives up after 300 s whatever it is told, and a model may take ten minutes.
 * Resolves when the headers are here, whatever the status; the body arrives as it is read.
 *
 * @throws ConnectError nothing was sent
 * @throws BrokenError something was sent and no whole reply came; also while the body is read
 * @throws CancelledError the signal fired; also while the body is read
 */
export async function post(request: PostRequest, options: PostOptions): Promise<PostReply> {
  const exchange = watchExchange(request.url.host, options);
  try {
    options.signal.throwIfAborted();
    const { undiciRequest } = await import('./undiciRequest.ts');
    // Loading takes some ms of the shared thread, and so does the first request: a turn of its own for each.
    // An immediate would still run in this one.
    await sleep(0);
    const { statusCode, headers, body } = await undiciRequest(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: 'POST',
        headers: {
          ...request.headers,
          'content-length': String(request.contentLength),
          // One exchange, one connection: a kept one may have been closed by the time of the next run.
          connection: 'close',
        },
        body: request.body() as Dispatcher.DispatchOptions['body'] & {},
        signal: exchange.signal,
      },
      exchange.events,
    );
    exchange.enter('receiving');
    const close = (): void => {
      exchange.end();
      // Closing what is still under way is an error to undici, and to nobody else.
      body.on('error', () => undefined).destroy();
    };
    return { status: statusCode, headers: flat(headers), body: read(body, exchange), close };
  } catch (error) {
    exchange.end();
    const failed = exchange.explain(error);
    const isWordless =
      failed instanceof BrokenError &&
      failed.why === 'closed' &&
      failed.waitedMs < HANG_UP_MS &&
      !failed.code.startsWith('HPE_');
    if (isWordless && request.url.protocol === 'http:' && (await speaksTls(request.url))) {
      throw new ConnectError(request.url.host, 'only-tls', failed.code);
    }
    throw failed;
  }
}

async function* read(
  body: AsyncIterable<Uint8Array>,
  exchange: Exchange,
): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of body) {
      exchange.received(chunk.byteLength);
      yield chunk;
    }
  } catch (error) {
    throw exchange.explain(error);
  } finally {
    exchange.end();
  }
}

type Exchange = ReturnType<typeof watchExchange>;

/** Ties phase, counts, deadlines and the user's cancel of one exchange together. */
function watchExchange(host: string, { deadlines, signal, onProgress }: PostOptions) {
  const started = Date.now();
  const stop = new AbortController();
  let phase: Phase = 'connecting';
  let sentBytes = 0;
  let receivedBytes = 0;
  let validUntil: number | undefined;

  const reached = (): ExchangeState => {
    return { host, phase, receivedBytes, waitedMs: Date.now() - started, validUntil };
  };
  const report = () => onProgress?.({ phase, sentBytes, receivedBytes });
  const dog = watchdog(deadlines, () => {
    stop.abort(timeout(reached()));
  });
  const cancel = () => {
    stop.abort(new CancelledError(phase === 'connecting' ? 'no' : 'maybe'));
  };
  signal.addEventListener('abort', cancel, { once: true });
  const enter = (next: Phase) => {
    phase = next;
    dog.enter(next);
    report();
  };
  return {
    signal: stop.signal,
    enter,
    received: (bytes: number) => {
      receivedBytes += bytes;
      dog.alive();
      report();
    },
    events: {
      certified: (until: number) => {
        validUntil = until;
      },
      connected: () => {
        if (phase === 'connecting') enter('sending');
      },
      sent: (bytes: number) => {
        sentBytes += bytes;
        dog.alive();
        report();
      },
      bodySent: () => {
        if (phase === 'sending') enter('waiting');
      },
    },
    end: () => {
      dog.stop();
      signal.removeEventListener('abort', cancel);
    },
    explain: (error: unknown): EaselError => {
      if (error instanceof EaselError) return error;
      if (stop.signal.reason instanceof EaselError) return stop.signal.reason;
      if (signal.aborted) return new CancelledError(phase === 'connecting' ? 'no' : 'maybe');
      return toTransportError(error, reached());
    },
  };
}

function timeout(at: ExchangeState): EaselError {
  if (at.phase === 'connecting') return new ConnectError(at.host, 'timeout', 'ETIMEDOUT');
  const { host, phase, receivedBytes, waitedMs } = at;
  return new BrokenError({
    host,
    phase,
    why: 'timeout',
    code: 'ETIMEDOUT',
    receivedBytes,
    waitedMs,
  });
}

/** A repeated header keeps its values, joined as HTTP joins them. */
function flat(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
