import * as fc from 'fast-check';
import { OUTCOMES } from '../../../../src/errors.ts';
import {
  CLOSED,
  reduceBreaker,
  type Breaker,
  type BreakerEvent,
} from '../../../../src/route/breaker/breaker.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const NOW = Date.parse('2026-11-21T14:31Z');

export type Ended = Extract<BreakerEvent, { kind: 'ended' }>;

/** The end of a run. @param at ms since 1970 */
export function ended(outcome: Ended['outcome'], at: number, rest: Partial<Ended> = {}): Ended {
  return { kind: 'ended', at, outcome, trial: false, ...rest };
}

/** A breaker after these events, without jitter. */
export function after(...events: readonly BreakerEvent[]): Breaker {
  return events.reduce((breaker, event) => reduceBreaker(breaker, event, 0), CLOSED);
}

/** One random end of a run; `wait` is in ms. */
export const step = fc.record({
  wait: fc.integer({ min: 0, max: 30 * MINUTE }),
  outcome: fc.constantFrom(...OUTCOMES),
  status: fc.option(fc.constantFrom(429, 500, 503, 504, 520, 522, 524), { nil: undefined }),
  code: fc.option(fc.constantFrom('get_channel_failed', 'model_not_found'), { nil: undefined }),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 3 * HOUR }), { nil: undefined }),
  trial: fc.boolean(),
  jitter: fc.double({ min: -1, max: 1, noNaN: true }),
});
