import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, ConnectError, type ConnectReason } from '../errors.ts';
import type { ExchangeOptions } from './exchangeMonitor.ts';
import { post, type PostReply, type PostRequest } from './post.ts';

/** Reasons that may pass in a moment. A certificate or a proxy gives the same answer again. */
const PASSING: ReadonlySet<ConnectReason> = new Set(['refused', 'not-found', 'offline', 'timeout']);

/** The pauses before the second and the third attempt, in ms. */
const PAUSES_MS = [500, 1500];

/** No attempt starts later than this after the first one. */
const MAX_RETRY_MS = 10_000;

/**
 * Posts as {@link post} does, and attempts again when nothing was sent: at most twice, within ten
 * seconds. Never repeats any other failure, because the request may have been charged.
 *
 * @throws as `post`; CancelledError with charge `no` when the signal fires between two attempts
 */
export async function postUntilSent(
  request: PostRequest,
  options: ExchangeOptions,
): Promise<PostReply> {
  const started = Date.now();
  for (const pauseMs of PAUSES_MS) {
    try {
      return await post(request, options);
    } catch (error) {
      if (!(error instanceof ConnectError) || !PASSING.has(error.reason)) throw error;
      if (Date.now() - started + pauseMs > MAX_RETRY_MS) throw error;
    }
    try {
      await sleep(pauseMs, undefined, { signal: options.signal });
    } catch {
      throw new CancelledError('no');
    }
  }
  return await post(request, options);
}
