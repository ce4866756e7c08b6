// The modules themselves, whose functions VS Code replaces: a copied function would miss its proxy.
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

import { contentEncoding, decodeBody, TooLargeBody } from '../receive/decodeBody.ts';
import { hostedUrlAllowed } from './allowedUrl.ts';
import { longestPiece, type Piece } from './partialDownload.ts';
import { INNER_ADDRESS, publicLookup, systemResolve, type Resolve } from './publicLookup.ts';
import { createStage } from '../receive/imageWriter.ts';
import type { Download, DownloadFailure, DownloadHosted, PayloadStore } from '../types.ts';

const MOST_REDIRECTS = 5;
const MOST_IMAGE_BYTES = 64 << 20;
const IDLE_MS = 30_000;
const TOTAL_MS = 120_000;
/** A store behind a CDN may show a new file late; a GET is free, so it is tried again. */
const DELAYS_MS: readonly number[] = [0, 1000, 2000, 4000];

export interface HostedOptions {
  /** `https://api.example.com`: the one origin that may be private or plain http. */
  readonly gatewayOrigin: string;
  readonly resolve?: Resolve;
  /** The wait before each try, in ms. */
  readonly delaysMs?: readonly number[];
  /** In ms, without a byte. */
  readonly idleMs?: number;
  /** In ms, for all tries together. */
  readonly totalMs?: number;
  readonly mostBytes?: number;
  /** Ends all downloads of a run, however many there are. */
  readonly deadline?: AbortSignal;
  /** Whether the user's key is part of an address: such a one is asked of the gateway itself, and of nobody else. */
  readonly carriesKey?: (url: string) => boolean;
}

interface Failed extends Omit<Extract<Download, { ok: false }>, 'piece'> {
  readonly mayRetry: boolean;
  readonly piece?: Piece;
}
type Tried = Extract<Download, { ok: true }> | Failed;
type Limits = Required<HostedOptions>;

/**
 * Fetches hosted images, without a key and without cookies, from where {@link hostedUrlAllowed}
 * permits; every redirect is checked like a first address. Only a whole image counts. Of one that
 * never comes whole, the longest piece is set aside.
 */
export function hostedDownload(options: HostedOptions): DownloadHosted {
  const limits: Limits = {
    resolve: systemResolve,
    delaysMs: DELAYS_MS,
    idleMs: IDLE_MS,
    totalMs: TOTAL_MS,
    mostBytes: MOST_IMAGE_BYTES,
    deadline: new AbortController().signal,
    carriesKey: () => false,
    ...options,
  };
  return async (url, store, signal) => {
    const ends = [signal, limits.deadline, AbortSignal.timeout(limits.totalMs)];
    const deadline = AbortSignal.any(ends);
    const pieces = longestPiece();
    let last: Failed = failed('network', url, false);
    try {
      for (const delay of limits.delaysMs) {
        await sleep(delay, undefined, { signal: deadline }).catch(() => undefined);
        if (deadline.aborted) break;
        const tried = await follow(url, store, limits, deadline);
        if (tried.ok) {
          await pieces.drop();
          return tried;
        }
        last = tried;
        if (tried.piece !== undefined) await pieces.take(tried.piece);
        if (!tried.mayRetry) break;
      }
    } catch (error) {
      await pieces.keep();
      throw error;
    }
    const why = signal.aborted ? 'stopped' : last.why;
    const piece = await pieces.keep();
    return { ok: false, why, host: last.host, ...(piece === undefined ? {} : { piece }) };
  };
}

function failed(why: DownloadFailure, url: URL | string, mayRetry: boolean): Failed {
  const host = typeof url === 'string' ? (URL.canParse(url) ? new URL(url).host : '') : url.host;
  return { ok: false, why, host, mayRetry };
}

async function follow(
  start: string,
  store: PayloadStore,
  limits: Limits,
  signal: AbortSignal,
): Promise<Tried> {
  let target = start;
  let wasSecure = false;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const url = hostedUrlAllowed(target, limits.gatewayOrigin);
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
      const isInner = (error as NodeJS.ErrnoException).code === INNER_ADDRESS;
      return failed(isInner ? 'refused-address' : 'network', url, !isInner);
    }
    const status = response.statusCode ?? 0;
    const location = response.headers.location;
    if (status >= 300 && status < 400 && location !== undefined) {
      response.destroy();
      if (!URL.canParse(location, url.href)) return failed('refused-address', url, false);
      target = new URL(location, url).href;
      continue;
    }
    if (status === 200) return await receiveImage(response, url, store, limits);
    response.destroy();
    if (status === 403 || status === 410) return failed('gone', url, false);
    return failed('status', url, status === 404 || status >= 500);
  }
  return failed('status', target, false);
}

/** No agent is ever given: VS Code puts its own, with the user's proxy and certificates, in its place. */
function get(url: URL, limits: Limits, signal: AbortSignal): Promise<http.IncomingMessage> {
  const isOwn = url.origin === limits.gatewayOrigin;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      // A kept connection would be reused by the next paid request to the gateway's own origin.
      headers: { accept: 'image/*', 'accept-encoding': 'identity', connection: 'close' },
      signal,
      ...(isOwn ? {} : { lookup: publicLookup(limits.resolve) }),
    });
    request.setTimeout(limits.idleMs, () => request.destroy(new Error('idle')));
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
  });
}

async function receiveImage(
  response: http.IncomingMessage,
  url: URL,
  store: PayloadStore,
  limits: Limits,
): Promise<Tried> {
  const encoding = contentEncoding(response.headers['content-encoding']);
  if (encoding === undefined) {
    response.destroy();
    return failed('not-an-image', url, false);
  }
  const stage = createStage(store);
  const drop = async (why: DownloadFailure): Promise<Failed> => {
    await stage.abandon();
    return failed(why, url, false);
  };
  const pieces = decodeBody(response, encoding);
  let isCut = false;
  try {
    for (;;) {
      const next = await pieces
        .next()
        .catch((error: unknown) =>
          error instanceof TooLargeBody ? ('too-large' as const) : ('network' as const),
        );
      if (next === 'network') {
        isCut = true;
        break;
      }
      if (next === 'too-large') return await drop(next);
      if (next.done === true) break;
      stage.take(next.value);
      if (stage.size() > limits.mostBytes) return await drop('too-large');
      // A page or an error in place of a picture is not read to its end.
      const isNone = stage.size() >= 64 && stage.facts() === undefined;
      if (isNone) return await drop('not-an-image');
      await stage.flush();
    }
  } finally {
    response.destroy();
  }
  // Some say a wrong length, or close in a hurry: the bytes decide whether it is all here.
  const { facts, sink, size, sha256 } = await stage.finish();
  if (facts?.isWhole === true && sink !== undefined) {
    return { ok: true, sink, image: { size, sha256, facts } };
  }
  const why = isCut ? 'network' : facts === undefined ? 'not-an-image' : 'broken-image';
  const piece = sink === undefined ? {} : { piece: { size, sink } };
  return { ...failed(why, url, why !== 'not-an-image'), ...piece };
}
