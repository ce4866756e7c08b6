import type { Retirement } from '../catalog/models.ts';
import type { Observation } from './observations.ts';
import type { Statement } from './statements/statement.ts';

export type RouteState = 'working' | 'caution' | 'down' | 'retired' | 'unknown';

/** How bad news is. Of several things that one day says, the worst is believed. */
export const SEVERITY: Readonly<Record<RouteState, number>> = {
  retired: 4,
  down: 3,
  caution: 2,
  working: 1,
  unknown: 0,
};

/**
 * The gateway, or Cloudflare before it, stopped waiting or met a dead origin
 * (Cloudflare's 5xx pages: 520, 522, 524; RFC 9110: 504).
 */
export const NO_ANSWER_STATUSES: readonly number[] = [504, 520, 522, 524];

/** What a statement alone says of the route on its day. */
export function statementState({ finding: seen, billing, advice }: Statement): RouteState {
  if (seen.kind === 'error' || seen.kind === 'unhealthy') return 'down';
  if (billing === 'under-review') return 'caution';
  switch (advice) {
    case 'controlled-testing':
    case 'retest-first':
    case 'stop-and-wait':
    case 'not-recommended':
    case 'not-for-production':
      return 'caution';
    case 'recommended':
    case 'have-fallbacks':
    case undefined:
      // To document or to recommend a route is not yet to have seen it work.
      return seen.kind === 'documented' ? 'unknown' : 'working';
  }
}

/** Mere notes (a shape, a parameter) leave the standing of a route as it was. */
export function assessesRoute({ finding: seen, advice }: Statement): boolean {
  return seen.kind !== 'documented' || advice !== undefined;
}

/**
 * What an own observation says of the route; `undefined` for what says nothing of it, such as a blocked prompt, a wrong key,
 * an empty purse or too many requests: the route is there, and waits for another request.
 *
 * @param before the last one on this route that was sent
 */
export function observationState(
  { outcome, status }: Observation,
  before: Observation | undefined,
): RouteState | undefined {
  switch (outcome) {
    case 'saved':
    case 'save_failed':
      return 'working';
    case 'route_unavailable':
      return 'down';
    case 'unknown':
      return status !== undefined && NO_ANSWER_STATUSES.includes(status) ? 'down' : 'caution';
    case 'unreachable':
      // Once may be the user's own network.
      return before?.outcome === 'unreachable' ? 'down' : 'caution';
    case 'busy':
    case 'bad_reply':
    case 'download_failed':
    case 'not_listed':
      return 'caution';
    case 'listed':
      return 'unknown';
    case 'cancelled':
    case 'blocked':
    case 'no_image':
    case 'auth':
    case 'quota':
    case 'rate_limited':
    case 'bad_request':
    case 'too_large':
    case 'config':
      return undefined;
  }
}

/** An id that is shut down is gone; one that may be any day, or is rumoured to be, is a risk. */
export function retirementState({ what, date }: Retirement, now: number): RouteState {
  if (Date.parse(date) > now) return 'unknown';
  return what === 'shut-down' ? 'retired' : 'caution';
}
