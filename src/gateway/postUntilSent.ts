import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, ConnectError, type ConnectReason } from '../errors.ts';
import { post, type PostOptions, type PostReply, type PostRequest } from './post.ts';

/** Failures of a moment. A certificate or a proxy will say the same again. */
const PASSING: ReadonlySet<ConnectReason> = new Set(['refused', 'not-found', 'offline', 'timeout']);

/** Pauses before the second and the third try, in ms. */
const PAUSES = [500, 1500];

/** Later than this after the first try, nothing is tried again in silence. */
const WINDOW_MS = 10_000;

/**
 * {@link post}, tried again where it failed before anything was sent: at most twice, within ten seconds. No other failure is
 * ever repeated here, because nobody could say whether it was paid for.
 *
 * @throws as `post`
 */
export async function postUntilSent(
  request: PostRequest,
  options: PostOptions,
): Promise<PostReply> {
  const started = Date.now();
  for (const pause of PAUSES) {
    try {
      return await post(request, options);
    } catch (error) {
      if (!(error instanceof ConnectError) || !PASSING.has(error.reason)) throw error;
      if (Date.now() - started + pause > WINDOW_MS) throw error;
    }
    try {
      await sleep(pause, undefined, { signal: options.signal });
    } catch {
      throw new CancelledError('no');
    }
  }
  return await post(request, options);
}
