import * as z from 'zod/mini';
import { routeKey, type Route } from '../../route/route.ts';

const KEY = 'easel.routeWarnings';

const WarnedRoutes = z.object({ day: z.string(), routes: z.array(z.string()) });

/** A store of plain values that all windows share, such as `context.globalState`. */
export interface SharedMemory {
  readonly get: (key: string) => unknown;
  readonly update: (key: string, value: unknown) => PromiseLike<void>;
}

/**
 * Returns the check of {@link RouteKnowledge.isFirstWarningToday}: true for the first call of a day for a route, which it records.
 *
 * @param now returns ms since 1970; a day begins at midnight of the machine's zone
 */
export function firstWarningToday(
  memory: SharedMemory,
  now: () => number,
): (route: Route) => Promise<boolean> {
  return async (route) => {
    const key = routeKey(route);
    const day = new Date(now()).toDateString();
    const stored = WarnedRoutes.safeParse(memory.get(KEY));
    const today = stored.success && stored.data.day === day ? stored.data.routes : [];
    if (today.includes(key)) return false;
    await memory.update(KEY, { day, routes: [...today, key] });
    return true;
  };
}
