import type { Gateway } from '../../catalog/gateways.ts';
import { findAlternatives } from '../../route/alternatives.ts';
import type { Localization } from '../../route/describe/localization.ts';
import type { Observations } from '../../route/observations.ts';
import { routeOf } from '../../route/route.ts';
import { createStatusLookup, type StatusLookup } from '../../route/statusLookup.ts';
import { suggestAlternative } from '../../route/suggestion.ts';
import type { RouteKnowledge, RouteRequest } from './routeCheck.ts';

export interface RouteKnowledgeParts {
  /** Returns the current observations of this machine. */
  readonly observations: () => Observations;
  /** Returns the gateways that could be used with one click: a suggestion must not need a key first. */
  readonly usableGateways: () => Promise<readonly Gateway[]>;
  /** Returns the models of `easel.fallbackModels`. */
  readonly fallbackModels: () => readonly string[];
  readonly localization: () => Localization;
  /** Returns ms since 1970. */
  readonly now: () => number;
}

/** The status of routes, from published statements and this machine's observations. */
export interface Routes extends Omit<RouteKnowledge, 'isFirstWarningToday'> {
  /** Returns a lookup of this moment. Get a new one after every change. */
  readonly statuses: () => StatusLookup;
  /** Returns ms since 1970. */
  readonly now: () => number;
}

export function createRouteKnowledge({
  observations,
  usableGateways,
  fallbackModels,
  localization,
  now,
}: RouteKnowledgeParts): Routes {
  const statuses = () => createStatusLookup(observations(), now());
  return {
    now,
    statuses,
    route: ({ gateway, model, operation }) => {
      const route = routeOf(gateway, model, operation, now());
      return { route, status: statuses()(gateway, route) };
    },
    suggest: async (request: RouteRequest) => {
      const gateways = await usableGateways();
      const statusOf = statuses();
      const at = now();
      const route = routeOf(request.gateway, request.model, request.operation, at);
      const alternatives = findAlternatives(route, {
        requestedModel: request.model,
        gateways,
        fallbackModels: fallbackModels(),
        statusOf: (alternative) => {
          const gateway = gateways.find(({ id }) => id === alternative.gateway) ?? request.gateway;
          return statusOf(gateway, alternative);
        },
        now: at,
      });
      return suggestAlternative(alternatives, request, localization());
    },
  };
}
