import * as vscode from 'vscode';
import { stateWord } from '../route/describe.ts';
import { bothOperations, type RouteOf } from '../route/statuses.ts';
import { shouldWarn } from '../route/status.ts';
import { foreign } from '../run/foreign.ts';
import { currentGateway } from './actions.ts';
import type { Observed } from './observed.ts';
import { operationWord, STATE_ICONS, statusSentence, type Routes } from './routeStatusNow.ts';
import { readSettings } from './settings.ts';

const t = vscode.l10n.t;

/**
 * The current route in the status bar: the gateway's name with an icon, and the word only where something is wrong.
 * There from Easel's first use in a window on, hidden while no gateway is chosen.
 */
export function createStatusBar(routes: Routes, observed: Observed): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('easel.route', vscode.StatusBarAlignment.Left, 10);
  item.name = t('Easel: Route');
  item.command = 'easel.showRouteStatus';

  function refresh(): void {
    const gateway = currentGateway(undefined);
    if (gateway === undefined) {
      item.hide();
      return;
    }
    const { model } = readSettings();
    const both = bothOperations(gateway, model, routes.statuses(), routes.now());
    const { status } = both[0];
    const label = foreign(gateway.label, 40);
    const word = stateWord(status.state, t);
    const text = shouldWarn(status) ? t('{0}: {1}', label, word) : label;
    const isOld = status.old && status.state !== 'unknown';
    item.text = `$(${isOld ? 'history' : STATE_ICONS[status.state]}) ${text}`;
    item.tooltip = [`${label} · ${foreign(model, 80)}`, ...both.map(line)].join('\n\n');
    const spoken = isOld ? t('{0}, long ago', word) : word;
    item.accessibilityInformation = { label: t('Easel route {0}: {1}', label, spoken) };
    item.show();
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

function line({ route, status }: RouteOf): string {
  return `${operationWord(route.operation)}: ${statusSentence(status)}`;
}
