import type { Gateway } from '../catalog/gateways.ts';
import { findModel } from '../catalog/modelLookup.ts';
import { routeKey, routeOf, type Route } from './route.ts';
import type { RouteStatus } from './status.ts';

/** Why a route is an alternative. */
export type AlternativeReason =
  /** A gateway's page recommends it instead. */
  | 'replacement'
  /** It is the default model of the same gateway. */
  | 'gateway-default'
  /** The user listed it in `easel.fallbackModels`. */
  | 'fallback-model'
  /** It is the same model at another gateway. */
  | 'other-gateway';

export interface AlternativeRoute {
  readonly gateway: Gateway;
  /** An id or alias, as the user would write it in the settings. */
  readonly model: string;
  readonly route: Route;
  readonly reason: AlternativeReason;
  readonly status: RouteStatus;
}

export interface AlternativeInputs {
  /** The model as the user named it: the gateway's own id may mean nothing at another gateway. */
  readonly requestedModel: string;
  /** The gateways that the user can use right away: those with a key. */
  readonly gateways: readonly Gateway[];
  readonly fallbackModels: readonly string[];
  readonly statusOf: (route: Route) => RouteStatus;
  /** Ms since 1970. */
  readonly now: number;
}

/**
 * Lists alternatives to a route, best first: routes that worked for the user, routes that work according to a page,
 * routes without information. Leaves out routes that are down or retired according to recent evidence, and Practice,
 * which makes no real images.
 */
export function findAlternatives(
  route: Route,
  { requestedModel, gateways, fallbackModels, statusOf, now }: AlternativeInputs,
): readonly AlternativeRoute[] {
  const at = (gateway: Gateway, model: string, reason: AlternativeReason): AlternativeRoute => {
    const alternative = routeOf(gateway, model, route.operation, now);
    return { gateway, model, route: alternative, reason, status: statusOf(alternative) };
  };
  const usable = gateways.filter(({ auth }) => auth !== 'none');
  const here = usable.filter(({ id }) => id === route.gateway);
  const elsewhere = usable.filter(({ id }) => id !== route.gateway);
  // A free-text id means nothing at another gateway.
  const isPortable = findModel(requestedModel) !== undefined;
  const candidates = [
    ...here.flatMap((gateway) =>
      findReplacements(route, statusOf(route)).map((id) => at(gateway, id, 'replacement')),
    ),
    ...here.flatMap((gateway) =>
      gateway.defaultModel === undefined
        ? []
        : [at(gateway, gateway.defaultModel, 'gateway-default')],
    ),
    ...here.flatMap((gateway) => fallbackModels.map((id) => at(gateway, id, 'fallback-model'))),
    ...(isPortable ? elsewhere.map((gateway) => at(gateway, requestedModel, 'other-gateway')) : []),
  ];
  const seen = new Set([routeKey(route)]);
  return candidates
    .filter((candidate) => {
      const key = routeKey(candidate.route);
      if (seen.has(key) || isUnusable(candidate.status)) return false;
      seen.add(key);
      return true;
    })
    .toSorted((a, b) => rank(a.status) - rank(b.status));
}

/**
 * Lists the models that current pages recommend instead, the successors of a retired id, and, on the older Images
 * route, the model that an alias stands for.
 */
function findReplacements(route: Route, { evidence }: RouteStatus): readonly string[] {
  const replacements = evidence.flatMap((one) => {
    if (one.kind === 'retirement' && one.state !== 'unknown') {
      return one.retirement.replacement ?? [];
    }
    if (one.kind !== 'published' || one.superseded) return [];
    const { replacement } = one.statement;
    // Easel sends to `generateContent` only, and `*` names a family instead of a model.
    return replacement?.path === 'generateContent' && replacement.model !== '*'
      ? [replacement.model]
      : [];
  });
  const aliased = route.path === 'images' ? findModel(route.model)?.id : undefined;
  return aliased === undefined ? replacements : [...replacements, aliased];
}

function isUnusable({ state, old }: RouteStatus): boolean {
  return state === 'retired' || (state === 'down' && !old);
}

function rank({ state, old, headline }: RouteStatus): number {
  if (state === 'working' && !old) return headline?.kind === 'own' ? 0 : 1;
  if (state === 'working') return 2;
  if (state === 'unknown') return 3;
  return old ? 4 : 5;
}
