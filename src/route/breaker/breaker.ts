import type { Outcome } from '../../errors.ts';
import { NO_ANSWER_STATUSES } from '../routeState.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How long it stays open: the first time, the second, and so on; the last one from then on. */
const OPEN_MS = [60 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE] as const;
/** Windows that failed together do not come back together. */
const JITTER = 0.2;
/** A server may ask for more, up to this. */
export const MAX_RETRY_AFTER_MS = 60 * MINUTE;
/** After so much quiet, a failure is a first one again. */
const RESET_AFTER_MS = 60 * MINUTE;
const RATE_WINDOW_MS = 5 * MINUTE;
const RATE_LIMITS = 3;

/**
 * Keeps a route that just said no from being asked again and again: New API gateways retry by themselves,
 * and a repeat after 504 or 524 may be paid twice. One per origin and model.
 */
export interface Breaker {
  /** How many times in a row it opened. */
  readonly openings: number;
  /** Of the last opening: ms since the epoch, and for how many ms. */
  readonly openedAt: number;
  readonly openMs: number;
  /** When the host was last out of reach; 0 once it has answered. */
  readonly unreachableAt: number;
  /** When 429 was answered lately. */
  readonly rateLimits: readonly number[];
  /** A try by hand is under way, in whatever window, and ends by then: a window that crashed holds nobody up for ever. */
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
      /** What the server asked to wait, in ms. */
      readonly retryAfterMs?: number | undefined;
      /** The try by hand, not a run that was under way beside it. */
      readonly trial: boolean;
    }
  /** The user tries by hand; `until` is the run's total deadline, ms since the epoch. */
  | { readonly kind: 'trial'; readonly at: number; readonly until: number };

type Ended = Extract<BreakerEvent, { kind: 'ended' }>;

export type BreakerPhase =
  | { readonly kind: 'closed' }
  /** `until`: the next sensible try, ms since the epoch. `busy`: a try by hand is under way. */
  | {
      readonly kind: 'open';
      readonly since: number;
      readonly until: number;
      readonly busy: boolean;
    }
  | { readonly kind: 'half-open'; readonly since: number; readonly busy: boolean };

/**
 * Where a breaker stands. Open: nothing goes by itself, and a click asks first. Half-open: its time is over, one try goes.
 * While `busy`, not even a click goes through.
 */
export function breakerPhase(breaker: Breaker, now: number): BreakerPhase {
  const { openings, openedAt, openMs, trialUntil } = breaker;
  if (openings === 0) return { kind: 'closed' };
  const busy = now < trialUntil && trialUntil - now <= MAX_RETRY_AFTER_MS;
  const until = openedAt + openMs;
  // Before its opening there is no open time: the clock was set back, and may not lock the route for as long.
  if (now < openedAt || now >= until) return { kind: 'half-open', since: openedAt, busy };
  return { kind: 'open', since: openedAt, until, busy };
}

/** @param jitter from -1 to 1, drawn by the caller */
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
  // Runs that were under way together fail together: that is one opening, not a step each.
  const together = before.kind === 'open' && !event.trial;
  const quiet = at - (breaker.openedAt + breaker.openMs) > RESET_AFTER_MS;
  const openings = together ? breaker.openings : (quiet ? 0 : breaker.openings) + 1;
  const openMs = openFor(openings, event.retryAfterMs, jitter);
  // What a server asked for earlier still holds.
  const left = before.kind === 'open' ? before.until - at : 0;
  return { ...counted, openings, openedAt: at, openMs: Math.max(openMs, left) };
}

/** In ms. */
function openFor(openings: number, retryAfterMs: number | undefined, jitter: number): number {
  const step = OPEN_MS[Math.min(openings, OPEN_MS.length) - 1] ?? OPEN_MS[0];
  const spread = 1 + JITTER * Math.max(-1, Math.min(1, jitter));
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  return Math.max(Math.round(step * spread), asked);
}

/** What was stopped or never sent shows nothing either way. */
function lastUnreachable({ unreachableAt }: Breaker, { at, outcome }: Ended): number {
  if (outcome === 'unreachable') return at;
  return outcome === 'cancelled' || outcome === 'config' ? unreachableAt : 0;
}

function opens(
  before: Breaker,
  { rateLimits }: Breaker,
  { at, outcome, status, code }: Ended,
): boolean {
  if (outcome === 'route_unavailable' || code === 'get_channel_failed') return true;
  if (status === 503 && code === 'model_not_found') return true;
  if (status !== undefined && NO_ANSWER_STATUSES.includes(status)) return true;
  if (outcome === 'unreachable') {
    return before.unreachableAt > 0 && at - before.unreachableAt <= RESET_AFTER_MS;
  }
  // A refused key and an empty purse open nothing: both are answered at once and for free, the route itself works, and
  // what mends them is done elsewhere. A breaker would only keep the user from seeing that it is mended.
  return outcome === 'rate_limited' && rateLimits.length >= RATE_LIMITS;
}
