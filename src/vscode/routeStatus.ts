import * as vscode from 'vscode';
import { listGateways, type Gateway } from '../catalog/gateways.ts';
import { MODELS } from '../catalog/models.ts';
import { describeEvidence, describeStatus, stateWord, type Voice } from '../route/describe.ts';
import type { Observations } from '../route/observations.ts';
import { PUBLISHED, RETIREMENTS, rowsFor } from '../route/published.ts';
import { routeKey, routeOf, type Operation, type Route } from '../route/route.ts';
import { routeStatus, type RouteStatus } from '../route/status.ts';
import { readSettings, writeSetting } from './settings.ts';

const t = vscode.l10n.t;

const ICONS: Readonly<Record<RouteStatus['state'], string>> = {
  working: 'pass',
  caution: 'warning',
  down: 'error',
  retired: 'circle-slash',
  unknown: 'question',
};

interface RouteRow {
  readonly gateway: Gateway;
  readonly route: Route;
  readonly status: RouteStatus;
}

/** `easel.showRouteStatus`: all routes with what is known of them, who said so, and when. */
export async function showRouteStatus(own: Observations, now: number): Promise<void> {
  const voice: Voice = { t, locale: vscode.env.language };
  const rows = allRoutes(own, now);
  const chosen = await vscode.window.showQuickPick(
    rows.map((row) => ({
      label: `$(${ICONS[row.status.state]}) ${row.gateway.label} · ${row.route.model} · ${operationWord(row.route.operation)}`,
      description: stateWord(row.status.state, t),
      detail: describeStatus(row.status, voice),
      row,
    })),
    { title: t('Easel: Route Status'), matchOnDescription: true, matchOnDetail: true },
  );
  if (chosen) await showRoute(chosen.row, voice);
}

/** One route: its history, newest first, and what can be done. */
async function showRoute({ gateway, route, status }: RouteRow, voice: Voice): Promise<void> {
  const use = { label: `$(check) ${t('Use This Route')}`, detail: t('Sets gateway and model.') };
  const retest = {
    label: `$(beaker) ${t('Retest…')}`,
    detail: t('Sends one small request, which costs one image.'),
  };
  const history = status.evidence.map((evidence) => ({
    label: describeEvidence(evidence, voice),
    description: evidence.superseded ? t('superseded') : '',
  }));
  const separator = { label: t('History'), kind: vscode.QuickPickItemKind.Separator };
  const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem>(
    [use, retest, separator, ...history],
    { title: `${gateway.label} · ${route.model} · ${operationWord(route.operation)}` },
  );
  if (chosen === use) {
    await writeSetting('gateway', gateway.id);
    await writeSetting('model', route.model);
  }
  if (chosen === retest) {
    const { model, operation } = route;
    const args = { gateway: gateway.id, model, operation };
    await vscode.commands.executeCommand('easel.retestRoute', { ...args, ask: true });
  }
}

/** Every gateway with every model of the catalogue and the one in use, for both operations. */
function allRoutes(own: Observations, now: number): readonly RouteRow[] {
  const settings = readSettings();
  const { gateways } = listGateways(settings.gateways);
  const models = [settings.model, ...MODELS.map(({ id }) => id)];
  const rows = new Map<string, RouteRow>();
  for (const gateway of gateways) {
    const published = rowsFor(gateway, PUBLISHED);
    const retirements = rowsFor(gateway, RETIREMENTS);
    for (const model of models) {
      for (const operation of ['edit', 'generate'] as const) {
        const route = routeOf(gateway, model, operation, now);
        const status = routeStatus(route, { published, retirements, own, now });
        rows.set(routeKey(route), { gateway, route, status });
      }
    }
  }
  return [...rows.values()];
}

export function operationWord(operation: Operation): string {
  return operation === 'edit' ? t('edit') : t('generate');
}
