import type { Retirement } from '../catalog/models.ts';
import type { Observation } from './observations.ts';
import type { Statement } from './statements/statement.ts';

export type RouteState = 'working' | 'caution' | 'down' | 'retired' | 'unknown';

/** Ranks the states from good to bad. Of several reports from one moment, the worst counts. */
export const SEVERITY: Readonly<Record<RouteState, number>> = {
  retired: 4,
  down: 3,
  caution: 2,
  working: 1,
  unknown: 0,
};

/**
 * HTTP statuses that mean that the gateway, or Cloudflare in front of it, got no answer from the server behind it
 * (504: RFC 9110, section 15.6.5; 520, 522 and 524: Cloudflare's 5xx error pages).
 */
export const NO_ANSWER_STATUSES: readonly number[] = [504, 520, 522, 524];

/** Returns the state that a single statement reports for its date. */
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
      // A page that only documents or recommends a route has not tested it.
      return seen.kind === 'documented' ? 'unknown' : 'working';
  }
}

/** Returns whether a statement assesses the route. A note about a reply shape or a parameter does not. */
export function assessesRoute({ finding: seen, advice }: Statement): boolean {
  return seen.kind !== 'documented' || advice !== undefined;
}

/**
 * Returns the state that the user's observation reports. Returns undefined for outcomes that say nothing about the route,
 * such as a blocked prompt, a rejected key, no credit, or too many requests: the route itself works.
 *
 * @param previous the last observation of this route that was sent
 */
export function observationState(
  { outcome, status }: Observation,
  previous: Observation | undefined,
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
      // A single failure may come from the user's own network.
      return previous?.outcome === 'unreachable' ? 'down' : 'caution';
    case 'busy':
    case 'bad_reply':
    case 'download_failed':
    // The route works, but not for Easel, and every try may cost.
    case 'accepted':
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

/** Returns the state that an announcement about an id implies. Before its date it implies nothing. */
export function retirementState({ what, date }: Retirement, now: number): RouteState {
  if (Date.parse(date) > now) return 'unknown';
  // A deprecated id works until a shutdown that has its own announcement.
  if (what === 'deprecated') return 'unknown';
  return what === 'shut-down' ? 'retired' : 'caution';
}
