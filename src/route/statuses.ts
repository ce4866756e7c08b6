import type { Gateway } from '../catalog/gateways.ts';
import type { Observations } from './observations.ts';
import { PUBLISHED, RETIREMENTS, rowsFor } from './published.ts';
import { routeOf, type Operation, type Route } from './route.ts';
import { routeStatus, shouldWarn, type RouteStatus } from './status.ts';
import { SEVERITY } from './verdict.ts';

/** The status of a gateway's route at one moment. */
export type StatusOf = (gateway: Gateway, route: Route) => RouteStatus;

/**
 * For whoever asks about several routes at once: a gateway's pages are sorted out once.
 *
 * @param now ms since the epoch
 */
export function statusesAt(own: Observations, now: number): StatusOf {
  const pages = new Map<Gateway, Pick<Parameters<typeof routeStatus>[1], 'published' | 'retirements'>>(); // prettier-ignore
  return (gateway, route) => {
    let known = pages.get(gateway);
    if (known === undefined) {
      known = {
        published: rowsFor(gateway, PUBLISHED),
        retirements: rowsFor(gateway, RETIREMENTS),
      };
      pages.set(gateway, known);
    }
    return routeStatus(route, { ...known, own, now });
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
