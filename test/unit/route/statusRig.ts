import type { Observation } from '../../../src/route/observations.ts';
import type { Operation, Route } from '../../../src/route/route.ts';
import { PUBLISHED, RETIREMENTS } from '../../../src/route/statements/published.ts';
import { routeStatus, type RouteStatus } from '../../../src/route/status.ts';

export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;
export const at = (iso: string): number => Date.parse(iso);
export const APRIL_1 = at('2026-04-01T12:00Z');
export const APRIL_20 = at('2026-04-20T12:00Z');
export const NOVEMBER = at('2026-11-21T12:00Z');
export const FLASH_31 = 'gemini-3.1-flash-image-preview';
export const FLASH_25 = 'gemini-2.5-flash-image';

/** A route at Crazyrouter, unless `rest` says otherwise. */
export function route(
  model: string,
  operation: Operation = 'edit',
  rest: Partial<Route> = {},
): Route {
  return { gateway: 'crazyrouter', path: 'generateContent', model, operation, ...rest };
}

/** The status of a route according to all published pages. @param now ms since 1970 */
export function statusAt(
  now: number,
  of: Route,
  own: readonly Observation[] = [],
  published = PUBLISHED,
): RouteStatus {
  return routeStatus(of, { published, own, retirements: RETIREMENTS, now });
}

/** The result of an edit with 3.1 Flash at Crazyrouter. @param when ms since 1970 */
export function observed(
  outcome: Observation['outcome'],
  when: number,
  rest: Partial<Observation> = {},
): Observation {
  return {
    at: when,
    gateway: 'crazyrouter',
    model: FLASH_31,
    operation: 'edit',
    kind: 'run',
    outcome,
    latencyMs: 4000,
    ...rest,
  };
}
