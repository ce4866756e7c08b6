import type { Gateway } from '../catalog/gateways.ts';
import { concernsGateway, type Observations } from './observations.ts';
import { routeOf, type Operation, type Route } from './route.ts';
import { SEVERITY } from './routeState.ts';
import { entriesForGateway, PUBLISHED, RETIREMENTS } from './statements/published.ts';
import { routeStatus, shouldWarn, type RouteStatus, type StatusInputs } from './status.ts';

/** Returns the status of a gateway's route at one moment. */
export type StatusLookup = (gateway: Gateway, route: Route) => RouteStatus;

/**
 * Creates a lookup for several routes at one moment. It filters the data of each gateway only once.
 *
 * @param now ms since 1970
 */
export function createStatusLookup(own: Observations, now: number): StatusLookup {
  const inputsByGateway = new Map<Gateway, StatusInputs>();
  return (gateway, route) => {
    const inputs = inputsByGateway.get(gateway) ?? {
      published: entriesForGateway(gateway, PUBLISHED),
      retirements: entriesForGateway(gateway, RETIREMENTS),
      own: own.filter((one) => concernsGateway(one, gateway)),
      builtIn: gateway.baseUrl === undefined,
      now,
    };
    inputsByGateway.set(gateway, inputs);
    return routeStatus(route, inputs);
  };
}

export interface RouteWithStatus {
  readonly route: Route;
  readonly status: RouteStatus;
}

/**
 * Returns both operations of a model at a gateway, the one that needs more attention first.
 *
 * @param now ms since 1970
 */
export function operationsByUrgency(
  gateway: Gateway,
  model: string,
  statusOf: StatusLookup,
  now: number,
): readonly [RouteWithStatus, RouteWithStatus] {
  const withStatus = (operation: Operation): RouteWithStatus => {
    const route = routeOf(gateway, model, operation, now);
    return { route, status: statusOf(gateway, route) };
  };
  const [edit, generate] = [withStatus('edit'), withStatus('generate')];
  return urgency(generate.status) > urgency(edit.status) ? [generate, edit] : [edit, generate];
}

/** Ranks a status that warns above every old one. */
function urgency(status: RouteStatus): number {
  return SEVERITY[status.state] + (shouldWarn(status) ? 10 : 0);
}
