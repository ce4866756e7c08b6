import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import type { Observations } from '../../../src/route/observations.ts';
import { createStatusLookup } from '../../../src/route/statusLookup.ts';
import type { RouteTable } from '../../../src/routePage/rows.ts';

export const APRIL_1 = Date.parse('2026-04-01T12:00Z');
export const APRIL_20 = Date.parse('2026-04-20T12:00Z');
export const NOVEMBER = Date.parse('2026-11-20T12:00Z');
export const FLASH_31 = 'gemini-3.1-flash-image-preview';

/** The table with 3.1 Flash at Crazyrouter as the current route. @param now ms since 1970 */
export function tableAt(
  now: number,
  own: Observations = [],
  change: Partial<RouteTable> = {},
): RouteTable {
  return {
    gateways: BUILT_IN_GATEWAYS,
    current: { gateway: 'crazyrouter', model: FLASH_31 },
    statusOf: createStatusLookup(own, now),
    ownCount: own.length,
    probes: new Map(),
    breakers: new Map(),
    now,
    ...change,
  };
}
