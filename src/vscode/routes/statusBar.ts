import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { CheckError } from '../../errors.ts';
import { describeUnusable } from '../../messages/gatewayEntries.ts';
import { stateLabel } from '../../route/describe/status.ts';
import { shouldWarn } from '../../route/status.ts';
import { operationsByUrgency, type RouteWithStatus } from '../../route/statusLookup.ts';
import { operationLabel } from '../../run/consent/routeCheck.ts';
import { chosenGateway } from '../../run/plan/chosenGateway.ts';
import { sanitize } from '../../text/sanitize.ts';
import { currentModel, readSettings } from '../config/settings.ts';
import type { ObservationStore } from './observationStore.ts';
import { STATE_ICONS, statusSentence, type Routes } from './routes.ts';

const t = vscode.l10n.t;

/**
 * Shows the current route in the status bar: the gateway's name with an icon, and the state only if something is wrong.
 * The item is hidden until a gateway is selected. A gateway that cannot be used gets a warning, and a click selects
 * another one.
 */
export function createStatusBar(routes: Routes, observations: ObservationStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('easel.route', vscode.StatusBarAlignment.Left, 10);
  item.name = t('Easel Route');

  function refresh(): void {
    const gateway = chosenGateway(readSettings());
    if (gateway === undefined) {
      item.hide();
      return;
    }
    if (gateway instanceof CheckError) showUnusable(item, gateway);
    else showRoute(item, gateway, routes);
    item.show();
  }

  refresh();
  return vscode.Disposable.from(
    item,
    observations.onDidChange(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) refresh();
    }),
    // Catches changes by other windows, and evidence that got old meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) refresh();
    }),
  );
}

function showUnusable(item: vscode.StatusBarItem, { problem }: CheckError): void {
  const id = sanitize(readSettings().gateway, 40);
  const isUnknown = problem.kind === 'unknown-gateway';
  const text = isUnknown ? t('Unknown gateway “{0}”', id) : t("Gateway “{0}” can't be used", id);
  const tooltip = `${describeUnusable(problem, t)} ${t('Click to select a gateway.')}`;
  item.text = `$(warning) ${text}`;
  item.tooltip = tooltip;
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  item.command = 'easel.selectGateway';
  item.accessibilityInformation = { label: `${text}. ${tooltip}` };
}

function showRoute(item: vscode.StatusBarItem, gateway: Gateway, routes: Routes): void {
  item.backgroundColor = undefined;
  item.command = 'easel.showRouteStatus';
  const model = currentModel(gateway);
  const both = operationsByUrgency(gateway, model, routes.statuses(), routes.now());
  const { status } = both[0];
  const name = sanitize(gateway.label, 40);
  const state = stateLabel(status.state, t);
  const text = shouldWarn(status) ? t('{0}: {1}', name, state) : name;
  const isOld = status.old && status.state !== 'unknown';
  item.text = `$(${isOld ? 'history' : STATE_ICONS[status.state]}) ${text}`;
  item.tooltip = [`${name} · ${sanitize(model, 80)}`, ...both.map(tooltipLine)].join('\n\n');
  const spoken = isOld ? t('{0}, may be outdated', state) : state;
  item.accessibilityInformation = { label: t('Easel route {0}: {1}', name, spoken) };
}

function tooltipLine({ route, status }: RouteWithStatus): string {
  return `${operationLabel(route.operation, t)}: ${statusSentence(status)}`;
}
