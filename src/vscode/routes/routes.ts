import * as vscode from 'vscode';
import { listGateways, type Gateway } from '../../catalog/gateways.ts';
import { findAlternatives } from '../../route/alternatives.ts';
import {
  describeStatus,
  formatWhen,
  stateLabel,
  type Localization,
} from '../../route/describe/status.ts';
import { suggestAlternative, type AlternativeSuggestion } from '../../route/suggestion.ts';
import { routeOf, type Operation, type Route } from '../../route/route.ts';
import {
  operationsByUrgency,
  createStatusLookup,
  type StatusLookup,
} from '../../route/statusLookup.ts';
import type { RouteStatus } from '../../route/status.ts';
import type { RouteState } from '../../route/routeState.ts';
import { gatewaysWithKey, type Keys } from '../config/keys.ts';
import type { ObservationStore } from './observationStore.ts';
import { readSettings } from '../config/settings.ts';

/** Codicons, told apart by their outlines. */
export const STATE_ICONS: Readonly<Record<RouteState, string>> = {
  working: 'pass',
  caution: 'warning',
  down: 'error',
  retired: 'circle-slash',
  unknown: 'question',
};

/** A run that is asked about: what it would send, and where. */
export interface RouteRequest {
  readonly gateway: Gateway;
  /** As the user named it. */
  readonly model: string;
  readonly operation: Operation;
  readonly aspectRatio?: string | undefined;
  readonly imageSize?: string | undefined;
  /** How many go along. */
  readonly images: number;
}

/** What is known of routes right now, for pickers, warnings and notices. */
export interface Routes {
  /** Of this moment: to be asked for anew when something happened. */
  readonly statuses: () => StatusLookup;
  readonly route: (wanted: RouteRequest) => { readonly route: Route; readonly status: RouteStatus };
  /** What to offer instead; undefined where nothing is known to be better. */
  readonly suggest: (wanted: RouteRequest) => Promise<AlternativeSuggestion | undefined>;
  readonly now: () => number;
}

export function createRoutes(observed: ObservationStore, keys: Keys, now: () => number): Routes {
  const statuses = () => createStatusLookup(observed.list(), now());

  function route({ gateway, model, operation }: RouteRequest) {
    const found = routeOf(gateway, model, operation, now());
    return { route: found, status: statuses()(gateway, found) };
  }

  async function offer(wanted: RouteRequest): Promise<AlternativeSuggestion | undefined> {
    const { fallbackModels, gateways: setting } = readSettings();
    // Another gateway is an offer only if one click is enough.
    const gateways = await gatewaysWithKey(listGateways(setting).gateways, keys);
    const statusOf = statuses();
    const at = now();
    const found = findAlternatives(routeOf(wanted.gateway, wanted.model, wanted.operation, at), {
      asked: wanted.model,
      gateways,
      fallbackModels,
      statusOf: (there) => {
        const gateway = gateways.find(({ id }) => id === there.gateway) ?? wanted.gateway;
        return statusOf(gateway, there);
      },
      now: at,
    });
    return suggestAlternative(found, wanted, localization());
  }

  return { statuses, route, suggest: offer, now };
}

export function localization(): Localization {
  return { t: vscode.l10n.t, locale: vscode.env.language };
}

/** Icon, word and day for a picker's row, such as `$(error) Down since Mar 23, 2026`; of both operations, the one that needs attention. */
export function shortStatus(gateway: Gateway, model: string, routes: Routes): string {
  const t = vscode.l10n.t;
  const [{ status }] = operationsByUrgency(gateway, model, routes.statuses(), routes.now());
  const { state, since, old } = status;
  const word = `$(${STATE_ICONS[state]}) ${stateLabel(state, t)}`;
  if (since === undefined || state === 'unknown') return word;
  const when = formatWhen(since, localization());
  return old ? t('{0} as of {1}, long ago', word, when) : t('{0} since {1}', word, when);
}

export function statusSentence(status: RouteStatus): string {
  return describeStatus(status, localization());
}

export function operationLabel(operation: Operation): string {
  return operation === 'edit' ? vscode.l10n.t('edit') : vscode.l10n.t('generate');
}
