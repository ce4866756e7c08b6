import type { Gateway } from '../catalog/gateways.ts';
import type { Observations } from './observations.ts';
import { PUBLISHED, RETIREMENTS, entriesForGateway } from './statements/published.ts';
import { routeOf, type Operation, type Route } from './route.ts';
import { routeStatus, shouldWarn, type StatusInputs, type RouteStatus } from './status.ts';
import { SEVERITY } from './routeState.ts';

/** The status of a gateway's route at one moment. */
export type StatusLookup = (gateway: Gateway, route: Route) => RouteStatus;

/**
 * For whoever asks about several routes at once: what concerns a gateway is sorted out once.
 *
 * @param now ms since the epoch
 */
export function createStatusLookup(own: Observations, now: number): StatusLookup {
  const known = new Map<Gateway, StatusInputs>();
  return (gateway, route) => {
    const here = known.get(gateway) ?? {
      published: entriesForGateway(gateway, PUBLISHED),
      retirements: entriesForGateway(gateway, RETIREMENTS),
      own: own.filter((one) => one.gateway === gateway.id),
      builtIn: gateway.baseUrl === undefined,
      now,
    };
    known.set(gateway, here);
    return routeStatus(route, here);
  };
}

/** Both operations of a model at a gateway, the one that needs more attention first. */
export function operationsByUrgency(
  gateway: Gateway,
  model: string,
  statusOf: StatusLookup,
  now: number,
): readonly [RouteWithStatus, RouteWithStatus] {
  const at = (operation: Operation): RouteWithStatus => {
    const route = routeOf(gateway, model, operation, now);
    return { route, status: statusOf(gateway, route) };
  };
  const [edit, generate] = [at('edit'), at('generate')];
  return attention(generate.status) > attention(edit.status) ? [generate, edit] : [edit, generate];
}

export interface RouteWithStatus {
  readonly route: Route;
  readonly status: RouteStatus;
}

/** What is old comes after what holds. */
function attention(status: RouteStatus): number {
  return SEVERITY[status.state] + (shouldWarn(status) ? 10 : 0);
}
