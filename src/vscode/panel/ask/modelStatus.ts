import * as vscode from 'vscode';
import type { Gateway } from '../../../catalog/gateways.ts';
import { formatWhen } from '../../../route/describe/localization.ts';
import { stateLabel } from '../../../route/describe/status.ts';
import { routeOf, type Operation } from '../../../route/route.ts';
import type { ModelView, StatusView } from '../../../panel/ask/protocol.ts';
import { STATE_ICONS, localization, type Routes } from '../../routes/routes.ts';

/** Adds the status of the routes at the gateway to each model. */
export function withStatus(
  models: readonly ModelView[],
  gateway: Gateway,
  routes: Routes,
): ModelView[] {
  const [statusOf, now] = [routes.statuses(), routes.now()];
  const status = (model: string, operation: Operation): StatusView => {
    const route = routeOf(gateway, model, operation, now);
    const { state, since, old } = statusOf(gateway, route);
    return { state, icon: STATE_ICONS[state], text: statusText(state, since, old) };
  };
  return models.map((model) => ({
    ...model,
    status: { edit: status(model.id, 'edit'), generate: status(model.id, 'generate') },
  }));
}

function statusText(state: StatusView['state'], since: string | undefined, old: boolean): string {
  const t = vscode.l10n.t;
  const word = stateLabel(state, t);
  if (state === 'unknown') return t('Route: not known yet');
  if (since === undefined) return t('Route: {0}', word);
  const when = formatWhen(since, localization());
  return old
    ? t('Route: {0} as of {1}, may be outdated', word, when)
    : t('Route: {0} since {1}', word, when);
}
