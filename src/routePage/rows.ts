import type { Gateway } from '../catalog/gateways.ts';
import { MODELS } from '../catalog/models.ts';
import type { Breakers } from '../route/breaker/breakers.ts';
import { routeKey, routeOf, type Operation, type Route } from '../route/route.ts';
import type { RouteStatus } from '../route/status.ts';
import type { StatusLookup } from '../route/statusLookup.ts';
import type { GatewayView } from './protocol.ts';

/** The data behind Route Status. */
export interface RouteTable {
  readonly gateways: readonly Gateway[];
  /** The route of the settings; `gateway` is empty if none is selected. */
  readonly current: { readonly gateway: string; readonly model: string };
  readonly statusOf: StatusLookup;
  /** The number of the user's observations. */
  readonly ownCount: number;
  /** The results of this session's probes, by gateway id. */
  readonly probes: ReadonlyMap<string, NonNullable<GatewayView['probe']>>;
  readonly breakers: Breakers;
  /** Ms since 1970. */
  readonly now: number;
}

export interface RouteRow {
  readonly key: string;
  readonly gateway: Gateway;
  /** An id or alias, as the user would write it in the settings. */
  readonly model: string;
  readonly operation: Operation;
  readonly route: Route;
  readonly status: RouteStatus;
}

/**
 * Lists the routes of one gateway: the current model and every model of the catalog, for both operations. Names that
 * stand for the same id share one row.
 */
export function routeRows(
  gateway: Gateway,
  { current, statusOf, now }: Pick<RouteTable, 'current' | 'statusOf' | 'now'>,
): readonly RouteRow[] {
  const rows = new Map<string, RouteRow>();
  for (const model of [current.model, ...MODELS.map(({ id }) => id)]) {
    for (const operation of ['edit', 'generate'] as const) {
      const route = routeOf(gateway, model, operation, now);
      const key = routeKey(route);
      if (rows.has(key)) continue;
      rows.set(key, { key, gateway, model, operation, route, status: statusOf(gateway, route) });
    }
  }
  return [...rows.values()];
}
