import type { Outcome } from '../../errors.ts';
import { NO_ANSWER_STATUSES } from '../routeState.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How long each opening in a row lasts; the last value repeats. */
const OPEN_MS = [60 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE] as const;
/** Spreads the retries of windows that failed together. */
const JITTER = 0.2;
/** A server may ask for a longer wait, up to this limit. */
export const MAX_RETRY_AFTER_MS = 60 * MINUTE;
/** After this long without a failure, the next opening is a first one again. */
const RESET_AFTER_MS = 60 * MINUTE;
const RATE_WINDOW_MS = 5 * MINUTE;
const RATE_LIMITS = 3;

/**
 * Stops repeated requests to a route that just failed: New API gateways already retry on their side, and a repeat after a
 * 504 or 524 may be charged twice. One breaker per origin and model. All times are in ms since 1970.
 */
export interface Breaker {
  /** How many times in a row it opened. 0: closed. */
  readonly openings: number;
  /** When it last opened. */
  readonly openedAt: number;
  /** How long that opening lasts, in ms. */
  readonly openMs: number;
  /** When the host was last unreachable. Reset to 0 by a run that connected. */
  readonly unreachableAt: number;
  /** Times of recent 429 replies, the newest last. */
  readonly rateLimits: readonly number[];
  /** A trial is in progress in some window until this time. The limit frees the route after a crash of that window. */
  readonly trialUntil: number;
}

export const CLOSED: Breaker = {
  openings: 0,
  openedAt: 0,
  openMs: 0,
  unreachableAt: 0,
  rateLimits: [],
  trialUntil: 0,
};

export type BreakerEvent =
  | {
      readonly kind: 'ended';
      readonly at: number;
      readonly outcome: Outcome;
      readonly status?: number | undefined;
      readonly code?: string | undefined;
      /** The wait that the server asked for, in ms. */
      readonly retryAfterMs?: number | undefined;
      /** The trial itself, as opposed to a run that was in progress at the same time. */
      readonly trial: boolean;
    }
  /** A trial starts; `until` is the run's total deadline, in ms since 1970. */
  | { readonly kind: 'trial'; readonly at: number; readonly until: number };

type Ended = Extract<BreakerEvent, { kind: 'ended' }>;

export type BreakerPhase =
  | { readonly kind: 'closed' }
  /** `until`: when to try again, in ms since 1970. `busy`: a trial is in progress. */
  | {
      readonly kind: 'open';
      readonly since: number;
      readonly until: number;
      readonly busy: boolean;
    }
  | { readonly kind: 'half-open'; readonly since: number; readonly busy: boolean };

/**
 * Returns the phase of a breaker. Open: batches are refused, a person is asked, and a single call goes through as the
 * trial. Half-open: the wait is over, and one trial is allowed. While `busy`, nothing is sent.
 *
 * @param now ms since 1970
 */
export function breakerPhase(breaker: Breaker, now: number): BreakerPhase {
  const { openings, openedAt, openMs, trialUntil } = breaker;
  if (openings === 0) return { kind: 'closed' };
  const busy = now < trialUntil && trialUntil - now <= MAX_RETRY_AFTER_MS;
  const until = openedAt + openMs;
  // The clock was set back. That must not lock the route until the old time returns.
  if (now < openedAt || now >= until) return { kind: 'half-open', since: openedAt, busy };
  return { kind: 'open', since: openedAt, until, busy };
}

/**
 * Returns the breaker after an event.
 *
 * @param jitter a random number from -1 to 1, drawn by the caller so that this stays a pure function
 */
export function reduceBreaker(breaker: Breaker, event: BreakerEvent, jitter: number): Breaker {
  if (event.kind === 'trial') {
    const until = Math.min(event.until, event.at + MAX_RETRY_AFTER_MS);
    return { ...breaker, trialUntil: until };
  }
  const { at, outcome } = event;
  if (outcome === 'saved' || outcome === 'save_failed') return CLOSED;
  const counted: Breaker = {
    ...breaker,
    trialUntil: event.trial ? 0 : breaker.trialUntil,
    unreachableAt: lastUnreachable(breaker, event),
    rateLimits: [
      ...breaker.rateLimits.filter((then) => then <= at && at - then < RATE_WINDOW_MS),
      ...(outcome === 'rate_limited' ? [at] : []),
    ].slice(-RATE_LIMITS),
  };
  if (!opens(breaker, counted, event)) return counted;
  const before = breakerPhase(breaker, at);
  // Runs that were in progress together fail together: that counts as one opening.
  const together = before.kind === 'open' && !event.trial;
  const quiet = at - (breaker.openedAt + breaker.openMs) > RESET_AFTER_MS;
  const openings = together ? breaker.openings : (quiet ? 0 : breaker.openings) + 1;
  const openMs = openFor(openings, event.retryAfterMs, jitter);
  // The wait that a server asked for earlier still applies.
  const left = before.kind === 'open' ? before.until - at : 0;
  return { ...counted, openings, openedAt: at, openMs: Math.max(openMs, left) };
}

/** Returns how long the breaker stays open, in ms. */
function openFor(openings: number, retryAfterMs: number | undefined, jitter: number): number {
  const step = OPEN_MS[Math.min(openings, OPEN_MS.length) - 1] ?? OPEN_MS[0];
  const spread = 1 + JITTER * Math.max(-1, Math.min(1, jitter));
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  return Math.max(Math.round(step * spread), asked);
}

/** A run that was canceled or never sent does not show whether the host is reachable. */
function lastUnreachable({ unreachableAt }: Breaker, { at, outcome }: Ended): number {
  if (outcome === 'unreachable') return at;
  return outcome === 'cancelled' || outcome === 'config' ? unreachableAt : 0;
}

function opens(
  before: Breaker,
  { rateLimits }: Breaker,
  { at, outcome, status, code }: Ended,
): boolean {
  // The content of this one request is at fault, whatever code a gateway puts on it.
  if (outcome === 'bad_request') return false;
  // A 404 is immediate and free: this key doesn't get this model, or the address is wrong. Waiting changes neither.
  if (outcome === 'route_unavailable' && status === 404) return false;
  if (outcome === 'route_unavailable' || code === 'get_channel_failed') return true;
  if (status === 503 && code === 'model_not_found') return true;
  if (status !== undefined && NO_ANSWER_STATUSES.includes(status)) return true;
  if (outcome === 'unreachable') {
    return before.unreachableAt > 0 && at - before.unreachableAt <= RESET_AFTER_MS;
  }
  // A rejected key or missing credit does not open the breaker: the route works, the answer is immediate and free, and
  // after fixing the cause elsewhere, the user should be able to retry right away.
  return outcome === 'rate_limited' && rateLimits.length >= RATE_LIMITS;
}
