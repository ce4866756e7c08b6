import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { CheckError } from '../../errors.ts';
import { stateLabel } from '../../route/describe/status.ts';
import { operationsByUrgency, type RouteWithStatus } from '../../route/statusLookup.ts';
import { shouldWarn } from '../../route/status.ts';
import { sanitize } from '../../text/sanitize.ts';
import { describeUnusable } from '../../messages/gateway.ts';
import { chosenGateway } from '../../run/plan/chosenGateway.ts';
import type { ObservationStore } from './observationStore.ts';
import { operationLabel, STATE_ICONS, statusSentence, type Routes } from './routes.ts';
import { readSettings } from '../config/settings.ts';

const t = vscode.l10n.t;

/**
 * The current route in the status bar: the gateway's name with an icon, and the word only where something is wrong.
 * There from Easel's first use in a window on, hidden while no gateway is chosen. One that is chosen and cannot be used is told
 * of, and a click chooses another.
 */
export function createStatusBar(routes: Routes, observed: ObservationStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('easel.route', vscode.StatusBarAlignment.Left, 10);
  item.name = t('Easel: Route');

  function refresh(): void {
    const chosen = chosenGateway(readSettings());
    if (chosen === undefined) {
      item.hide();
      return;
    }
    if (chosen instanceof CheckError) showUnusable(chosen);
    else showRoute(chosen);
    item.show();
  }

  function showUnusable({ problem }: CheckError): void {
    const id = sanitize(readSettings().gateway, 40);
    const isUnknown = problem.kind === 'unknown-gateway';
    const text = isUnknown ? t('Unknown gateway “{0}”', id) : t('Gateway “{0}” is not used', id);
    const tooltip = `${describeUnusable(problem, t)} ${t('Click to choose one.')}`;
    item.text = `$(warning) ${text}`;
    item.tooltip = tooltip;
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    item.command = 'easel.selectGateway';
    item.accessibilityInformation = { label: `${text}. ${tooltip}` };
  }

  function showRoute(gateway: Gateway): void {
    item.backgroundColor = undefined;
    item.command = 'easel.showRouteStatus';
    const { model } = readSettings();
    const both = operationsByUrgency(gateway, model, routes.statuses(), routes.now());
    const { status } = both[0];
    const label = sanitize(gateway.label, 40);
    const word = stateLabel(status.state, t);
    const text = shouldWarn(status) ? t('{0}: {1}', label, word) : label;
    const isOld = status.old && status.state !== 'unknown';
    item.text = `$(${isOld ? 'history' : STATE_ICONS[status.state]}) ${text}`;
    item.tooltip = [`${label} · ${sanitize(model, 80)}`, ...both.map(line)].join('\n\n');
    const spoken = isOld ? t('{0}, long ago', word) : word;
    item.accessibilityInformation = { label: t('Easel route {0}: {1}', label, spoken) };
  }

  refresh();
  return vscode.Disposable.from(
    item,
    observed.onDidChange(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) refresh();
    }),
    // Other windows run too, and what was fresh gets old.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) refresh();
    }),
  );
}

function line({ route, status }: RouteWithStatus): string {
  return `${operationLabel(route.operation)}: ${statusSentence(status)}`;
}
