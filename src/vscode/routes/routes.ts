import * as vscode from 'vscode';
import { listGateways, type Gateway } from '../../catalog/gateways.ts';
import { findAlternatives } from '../../route/alternatives.ts';
import { formatWhen, type Localization } from '../../route/describe/localization.ts';
import { describeStatus, stateLabel } from '../../route/describe/status.ts';
import { routeOf } from '../../route/route.ts';
import type { RouteState } from '../../route/routeState.ts';
import type { RouteStatus } from '../../route/status.ts';
import {
  createStatusLookup,
  operationsByUrgency,
  type StatusLookup,
} from '../../route/statusLookup.ts';
import { suggestAlternative, type AlternativeSuggestion } from '../../route/suggestion.ts';
import type { RouteKnowledge, RouteRequest } from '../../run/consent/routeCheck.ts';
import { gatewaysWithKey, type Keys } from '../config/keys.ts';
import { readSettings } from '../config/settings.ts';
import type { ObservationStore } from './observationStore.ts';

/** Codicons with different shapes, so that color is not the only difference. */
export const STATE_ICONS: Readonly<Record<RouteState, string>> = {
  working: 'pass',
  caution: 'warning',
  down: 'error',
  retired: 'circle-slash',
  unknown: 'question',
};

/** The current status of routes, for pickers, warnings and notices. */
export interface Routes extends Omit<RouteKnowledge, 'isFirstWarningToday'> {
  /** Returns a lookup of this moment. Get a new one after every change. */
  readonly statuses: () => StatusLookup;
  /** Returns ms since the epoch. */
  readonly now: () => number;
}

export function createRoutes(
  observations: ObservationStore,
  keys: Keys,
  now: () => number,
): Routes {
  const statuses = () => createStatusLookup(observations.list(), now());

  function route({ gateway, model, operation }: RouteRequest) {
    const found = routeOf(gateway, model, operation, now());
    return { route: found, status: statuses()(gateway, found) };
  }

  async function suggest(request: RouteRequest): Promise<AlternativeSuggestion | undefined> {
    const { fallbackModels, gateways: setting } = readSettings();
    // A suggestion must work with one click, so its gateway needs a key.
    const gateways = await gatewaysWithKey(listGateways(setting).gateways, keys);
    const statusOf = statuses();
    const at = now();
    const alternatives = findAlternatives(
      routeOf(request.gateway, request.model, request.operation, at),
      {
        requestedModel: request.model,
        gateways,
        fallbackModels,
        statusOf: (alternative) => {
          const gateway = gateways.find(({ id }) => id === alternative.gateway) ?? request.gateway;
          return statusOf(gateway, alternative);
        },
        now: at,
      },
    );
    return suggestAlternative(alternatives, request, localization());
  }

  return { statuses, route, suggest, now };
}

export function localization(): Localization {
  return { t: vscode.l10n.t, locale: vscode.env.language, now: Date.now() };
}

/**
 * Describes a model's status for a row of a picker, such as `$(error) Down since Mar 23, 2026`. Of the two operations,
 * it describes the one that needs more attention.
 */
export function shortStatus(gateway: Gateway, model: string, routes: Routes): string {
  const t = vscode.l10n.t;
  const [{ status }] = operationsByUrgency(gateway, model, routes.statuses(), routes.now());
  const { state, since, old } = status;
  const label = `$(${STATE_ICONS[state]}) ${stateLabel(state, t)}`;
  if (since === undefined || state === 'unknown') return label;
  const when = formatWhen(since, localization());
  return old ? t('{0} as of {1}, may be outdated', label, when) : t('{0} since {1}', label, when);
}

export function statusSentence(status: RouteStatus): string {
  return describeStatus(status, localization());
}

