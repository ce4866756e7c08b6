import type { Gateway } from '../catalog/gateways.ts';
import { findModel } from '../catalog/lookup.ts';
import { routeKey, routeOf, type Route } from './route.ts';
import type { RouteStatus } from './status.ts';

/** Why a route is on offer. */
export type AlternativeReason =
  /** A page sends people there. */
  | 'replacement'
  /** The user named it in `easel.fallbackModels`. */
  | 'fallback-model'
  /** The same model somewhere else. */
  | 'other-gateway';

export interface AlternativeRoute {
  readonly gateway: Gateway;
  /** An id or alias to ask for, as a user would write it. */
  readonly model: string;
  readonly route: Route;
  readonly reason: AlternativeReason;
  readonly status: RouteStatus;
}

export interface AlternativeInputs {
  /** The model of the route as the user named it: an id on the wire may mean nothing elsewhere. */
  readonly asked: string;
  /** Those that the user could use at once: with a key. */
  readonly gateways: readonly Gateway[];
  readonly fallbackModels: readonly string[];
  readonly statusOf: (route: Route) => RouteStatus;
  /** Ms since the epoch. */
  readonly now: number;
}

/**
 * What to offer instead of a route, best first: what the user saw working, what a page says works, what nobody knows.
 * What is freshly known to be down or retired is no offer, and neither is Practice, which makes no real images.
 */
export function findAlternatives(
  route: Route,
  { asked, gateways, fallbackModels, statusOf, now }: AlternativeInputs,
): readonly AlternativeRoute[] {
  const at = (gateway: Gateway, id: string, reason: AlternativeReason): AlternativeRoute => {
    const there = routeOf(gateway, id, route.operation, now);
    return { gateway, model: id, route: there, reason, status: statusOf(there) };
  };
  const usable = gateways.filter(({ auth }) => auth !== 'none');
  const here = usable.filter(({ id }) => id === route.gateway);
  const elsewhere = usable.filter(({ id }) => id !== route.gateway);
  const known = findModel(asked);
  const candidates = [
    ...here.flatMap((gateway) =>
      replacements(route, statusOf(route)).map((id) => at(gateway, id, 'replacement')),
    ),
    ...here.flatMap((gateway) => fallbackModels.map((id) => at(gateway, id, 'fallback-model'))),
    // A free-text id means something at its own gateway only.
    ...(known === undefined ? [] : elsewhere.map((gateway) => at(gateway, asked, 'other-gateway'))),
  ];
  const taken = new Set([routeKey(route)]);
  return candidates
    .filter(({ route: there, status }) => {
      const key = routeKey(there);
      if (taken.has(key) || isGone(status)) return false;
      taken.add(key);
      return true;
    })
    .toSorted((a, b) => rank(a.status) - rank(b.status));
}

/** Where pages that still hold send people, what follows an id that ends, and what an alias of the older route means. */
function replacements(route: Route, { evidence }: RouteStatus): readonly string[] {
  const named = evidence.flatMap((one) => {
    if (one.kind === 'retirement' && one.state !== 'unknown') {
      return one.retirement.replacement ?? [];
    }
    if (one.kind !== 'published' || one.superseded) return [];
    const { replacement } = one.statement;
    // Easel speaks `generateContent` only; `*` names a family and no model.
    return replacement?.path === 'generateContent' && replacement.model !== '*'
      ? [replacement.model]
      : [];
  });
  const meant = route.path === 'images' ? findModel(route.model)?.id : undefined;
  return meant === undefined ? named : [...named, meant];
}

function isGone({ state, old }: RouteStatus): boolean {
  return state === 'retired' || (state === 'down' && !old);
}

function rank({ state, old, headline }: RouteStatus): number {
  if (state === 'working' && !old) return headline?.kind === 'own' ? 0 : 1;
  if (state === 'working') return 2;
  if (state === 'unknown') return 3;
  return old ? 4 : 5;
}
