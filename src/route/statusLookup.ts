import type { Gateway } from '../catalog/gateways.ts';
import type { Observations } from './observations.ts';
import { PUBLISHED, RETIREMENTS, rowsFor } from './statements/published.ts';
import { routeOf, type Operation, type Route } from './route.ts';
import { routeStatus, shouldWarn, type Known, type RouteStatus } from './status.ts';
import { SEVERITY } from './routeState.ts';

/** The status of a gateway's route at one moment. */
export type StatusOf = (gateway: Gateway, route: Route) => RouteStatus;

/**
 * For whoever asks about several routes at once: what concerns a gateway is sorted out once.
 *
 * @param now ms since the epoch
 */
export function statusesAt(own: Observations, now: number): StatusOf {
  const known = new Map<Gateway, Known>();
  return (gateway, route) => {
    const here = known.get(gateway) ?? {
      published: rowsFor(gateway, PUBLISHED),
      retirements: rowsFor(gateway, RETIREMENTS),
      own: own.filter((one) => one.gateway === gateway.id),
      builtIn: gateway.baseUrl === undefined,
      now,
    };
    known.set(gateway, here);
    return routeStatus(route, here);
  };
}

/** Both operations of a model at a gateway, the one that needs more attention first. */
export function bothOperations(
  gateway: Gateway,
  model: string,
  statusOf: StatusOf,
  now: number,
): readonly [RouteOf, RouteOf] {
  const at = (operation: Operation): RouteOf => {
    const route = routeOf(gateway, model, operation, now);
    return { route, status: statusOf(gateway, route) };
  };
  const [edit, generate] = [at('edit'), at('generate')];
  return attention(generate.status) > attention(edit.status) ? [generate, edit] : [edit, generate];
}

export interface RouteOf {
  readonly route: Route;
  readonly status: RouteStatus;
}

/** What is old comes after what holds. */
function attention(status: RouteStatus): number {
  return SEVERITY[status.state] + (shouldWarn(status) ? 10 : 0);
}
