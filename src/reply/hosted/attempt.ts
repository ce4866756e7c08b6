// Imports the modules themselves, whose functions VS Code replaces: a named import would keep the
// original function and miss the user's proxy.
import http from 'node:http';
import https from 'node:https';

import { USER_AGENT } from '../../version.ts';
import { BodyTooLargeError, decodeBody } from '../receive/decodeBody.ts';
import { ImageWriter } from '../receive/imageWriter.ts';
import type { Download, DownloadFailure, PayloadStore } from '../types.ts';
import { allowedHostedUrl } from './allowedUrl.ts';
import { forbiddenReason } from './forbidden.ts';
import type { PartialDownload } from './partialDownload.ts';
import { gatewayOfSibling } from './siblings.ts';
import { PRIVATE_ADDRESS, publicLookup, type Resolve } from './publicLookup.ts';

const MAX_REDIRECTS = 5;
/** Enough bytes to tell every known image format from a page or an error. */
const MIN_IMAGE_BYTES = 64;

export interface AttemptLimits {
  readonly gatewayOrigin: string;
  readonly resolve: Resolve;
  readonly idleMs: number;
  readonly silenceMs: number;
  readonly maxBytes: number;
  readonly carriesKey: (url: string) => boolean;
}

export interface AttemptContext {
  readonly store: PayloadStore;
  readonly limits: AttemptLimits;
  readonly signal: AbortSignal;
}

export interface FailedAttempt {
  readonly ok: false;
  readonly why: DownloadFailure;
  /** Where it failed: the host of the last redirect. */
  readonly host: string;
  /** Whether another attempt could succeed. */
  readonly mayRetry: boolean;
  readonly partial?: PartialDownload;
}

export type Attempt = Extract<Download, { ok: true }> | FailedAttempt;

/**
 * Attempts once to download a hosted image, over up to five redirects.
 *
 * @throws what the store throws; every other failure is a value
 */
export async function attemptDownload(address: string, context: AttemptContext): Promise<Attempt> {
  const { limits, signal } = context;
  let target = address;
  let wasSecure = false;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const url = allowedHostedUrl(target, limits.gatewayOrigin);
    if (url === undefined) return failed('refused-address', target, false);
    const isSecure = url.protocol === 'https:';
    if (wasSecure && !isSecure) return failed('refused-address', url, false);
    wasSecure = isSecure;
    if (url.origin !== limits.gatewayOrigin && limits.carriesKey(url.href)) {
      return failed('refused-address', url, false);
    }

    let response: http.IncomingMessage;
    try {
      response = await get(url, limits, signal);
    } catch (error) {
      const isPrivate = (error as NodeJS.ErrnoException).code === PRIVATE_ADDRESS;
      return failed(isPrivate ? 'refused-address' : 'network', url, !isPrivate);
    }
    const status = response.statusCode ?? 0;
    const location = response.headers.location;
    if (status >= 300 && status < 400 && location !== undefined) {
      response.destroy();
      if (!URL.canParse(location, url.href)) return failed('refused-address', url, false);
      target = new URL(location, url).href;
      continue;
    }
    if (status === 200) return await receiveImage(response, url, context);
    const isRefused = status === 403 || response.headers['cf-mitigated'] === 'challenge';
    const why = isRefused ? await forbiddenReason(response) : undefined;
    response.destroy();
    if (why !== undefined) return failed(why, url, false);
    if (status === 410) return failed('gone', url, false);
    return failed('status', url, status === 404 || status >= 500);
  }
  return failed('status', target, false);
}

function failed(why: DownloadFailure, url: URL | string, mayRetry: boolean): FailedAttempt {
  const host = typeof url === 'string' ? (URL.canParse(url) ? new URL(url).host : '') : url.host;
  return { ok: false, why, host, mayRetry };
}

/** Sends a GET. Never passes an agent: VS Code puts in its own, with the user's proxy and certificates. */
function get(url: URL, limits: AttemptLimits, signal: AbortSignal): Promise<http.IncomingMessage> {
  const isOwn = url.origin === limits.gatewayOrigin;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      // A kept connection would be reused by the next paid request to the gateway's own origin.
      headers: {
        accept: 'image/*',
        'accept-encoding': 'identity',
        'user-agent': USER_AGENT,
        connection: 'close',
      },
      signal,
      ...(isOwn
        ? {}
        : { lookup: publicLookup(limits.resolve, gatewayOfSibling(url, limits.gatewayOrigin)) }),
    });
    request.setTimeout(limits.silenceMs, () => request.destroy(new Error('idle')));
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
  });
}

async function receiveImage(
  response: http.IncomingMessage,
  url: URL,
  { store, limits }: AttemptContext,
): Promise<Attempt> {
  const pieces = decodeBody(flowing(response, limits.idleMs), response.headers['content-encoding']);
  const writer = new ImageWriter(store);
  const failure = await writeBody(pieces, writer, limits.maxBytes).finally(() =>
    response.destroy(),
  );
  if (failure !== undefined && failure !== 'network') {
    await writer.discard();
    return failed(failure, url, false);
  }
  // Some servers state a wrong length or close too early, so the bytes decide whether the image is whole.
  const { facts, sink, size, sha256 } = await writer.finish();
  if (facts?.isWhole === true && sink !== undefined) {
    return { ok: true, sink, image: { size, sha256, facts } };
  }
  const why = failure ?? (facts === undefined ? 'not-an-image' : 'broken-image');
  const partial = sink === undefined ? {} : { partial: { size, sink } };
  return { ...failed(why, url, why !== 'not-an-image'), ...partial };
}

/** Passes a body on. From its first byte on, the idle limit applies. */
async function* flowing(
  response: http.IncomingMessage,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (isFirst) response.socket.setTimeout(idleMs);
    isFirst = false;
    yield chunk;
  }
}

/** Writes a body until it ends. @returns why it ended early; `undefined` at its regular end */
async function writeBody(
  pieces: AsyncGenerator<Buffer>,
  writer: ImageWriter,
  maxBytes: number,
): Promise<'network' | 'too-large' | 'not-an-image' | undefined> {
  for (;;) {
    const next = await pieces
      .next()
      .catch((error: unknown) =>
        error instanceof BodyTooLargeError ? ('too-large' as const) : ('network' as const),
      );
    if (next === 'network' || next === 'too-large') return next;
    if (next.done === true) return undefined;
    writer.writeBytes(next.value);
    if (writer.size() > maxBytes) return 'too-large';
    // A page or an error in place of an image isn't read to its end.
    if (writer.size() >= MIN_IMAGE_BYTES && writer.facts() === undefined) return 'not-an-image';
    await writer.flush();
  }
}
