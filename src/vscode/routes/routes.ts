import * as vscode from 'vscode';
import { type Gateway } from '../../catalog/gateways.ts';
import { listGateways } from '../../catalog/configuredGateways.ts';
import { formatWhen, type Localization } from '../../route/describe/localization.ts';
import { describeStatus, stateLabel } from '../../route/describe/status.ts';
import type { RouteState } from '../../route/routeState.ts';
import type { RouteStatus } from '../../route/status.ts';
import { operationsByUrgency } from '../../route/statusLookup.ts';
import { createRouteKnowledge, type Routes } from '../../run/consent/routeKnowledge.ts';
import { usableGateways, type Keys } from '../config/keys.ts';
import { readSettings } from '../config/settings.ts';
import type { ObservationStore } from './observationStore.ts';

export type { Routes };

/** Codicons with different shapes, so that color is not the only difference. */
export const STATE_ICONS: Readonly<Record<RouteState, string>> = {
  working: 'pass',
  caution: 'warning',
  down: 'error',
  retired: 'circle-slash',
  unknown: 'question',
};

/** Creates the route status for pickers, warnings and notices, from the settings of this window. */
export function createRoutes(
  observations: ObservationStore,
  keys: Keys,
  now: () => number,
): Routes {
  return createRouteKnowledge({
    observations: observations.list,
    usableGateways: () => usableGateways(listGateways(readSettings().gateways).gateways, keys),
    fallbackModels: () => readSettings().fallbackModels,
    localization,
    now,
  });
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
