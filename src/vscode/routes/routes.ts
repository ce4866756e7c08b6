import * as vscode from 'vscode';
import { listGateways, type Gateway } from '../../catalog/gateways.ts';
import { alternatives } from '../../route/alternatives.ts';
import { describeStatus, formatWhen, stateWord, type Voice } from '../../route/describe/status.ts';
import { offerOf, type Offer } from '../../route/suggestion.ts';
import { routeOf, type Operation, type Route } from '../../route/route.ts';
import { bothOperations, statusesAt, type StatusOf } from '../../route/statusLookup.ts';
import type { RouteStatus } from '../../route/status.ts';
import type { RouteState } from '../../route/routeState.ts';
import { gatewaysWithKey, type Keys } from '../config/keys.ts';
import type { Observed } from './observationStore.ts';
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
export interface Wanted {
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
  readonly statuses: () => StatusOf;
  readonly route: (wanted: Wanted) => { readonly route: Route; readonly status: RouteStatus };
  /** What to offer instead; undefined where nothing is known to be better. */
  readonly offer: (wanted: Wanted) => Promise<Offer | undefined>;
  readonly now: () => number;
}

export function knownRoutes(observed: Observed, keys: Keys, now: () => number): Routes {
  const statuses = () => statusesAt(observed.list(), now());

  function route({ gateway, model, operation }: Wanted) {
    const found = routeOf(gateway, model, operation, now());
    return { route: found, status: statuses()(gateway, found) };
  }

  async function offer(wanted: Wanted): Promise<Offer | undefined> {
    const { fallbackModels, gateways: setting } = readSettings();
    // Another gateway is an offer only if one click is enough.
    const gateways = await gatewaysWithKey(listGateways(setting).gateways, keys);
    const statusOf = statuses();
    const at = now();
    const found = alternatives(routeOf(wanted.gateway, wanted.model, wanted.operation, at), {
      asked: wanted.model,
      gateways,
      fallbackModels,
      statusOf: (there) => {
        const gateway = gateways.find(({ id }) => id === there.gateway) ?? wanted.gateway;
        return statusOf(gateway, there);
      },
      now: at,
    });
    return offerOf(found, wanted, voice());
  }

  return { statuses, route, offer, now };
}

export function voice(): Voice {
  return { t: vscode.l10n.t, locale: vscode.env.language };
}

/** Icon, word and day for a picker's row, such as `$(error) Down since Mar 23, 2026`; of both operations, the one that needs attention. */
export function shortStatus(gateway: Gateway, model: string, routes: Routes): string {
  const t = vscode.l10n.t;
  const [{ status }] = bothOperations(gateway, model, routes.statuses(), routes.now());
  const { state, since, old } = status;
  const word = `$(${STATE_ICONS[state]}) ${stateWord(state, t)}`;
  if (since === undefined || state === 'unknown') return word;
  const when = formatWhen(since, voice());
  return old ? t('{0} as of {1}, long ago', word, when) : t('{0} since {1}', word, when);
}

export function statusSentence(status: RouteStatus): string {
  return describeStatus(status, voice());
}

export function operationWord(operation: Operation): string {
  return operation === 'edit' ? vscode.l10n.t('edit') : vscode.l10n.t('generate');
}
