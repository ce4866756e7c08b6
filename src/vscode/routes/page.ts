import * as vscode from 'vscode';
import { listGateways, type Gateway } from '../../catalog/gateways.ts';
import type { BreakerFile } from '../../route/breaker/breakerFile.ts';
import type { Log } from '../../run/report/log.ts';
import type { ObservationStore } from './observationStore.ts';
import { localization, type Routes } from './routes.ts';
import { probeModels, type ProbeParts } from './probe.ts';
import {
  parseFromStatusPage,
  type FromStatusPage,
  type GatewayView,
  type ToStatusPage,
} from '../../routePage/protocol.ts';
import {
  routeRows,
  sourceAt,
  toStatusView,
  type RouteRow,
  type RouteTable,
} from '../../routePage/view.ts';
import { statusStrings } from '../../routePage/strings.ts';
import { readSettings, writeSetting } from '../config/settings.ts';
import { unlessItSpeaks } from '../webview/stuckPage.ts';
import { loadPage } from '../webview/webviewPage.ts';

const STATUS_PAGE = 'easel.routeStatus';

export interface RouteStatusParts extends ProbeParts {
  readonly routes: Routes;
  readonly observed: ObservationStore;
  readonly breakers: Pick<BreakerFile, 'read'>;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
}

/** `easel.showRouteStatus`: all routes with what is known of them, who said so, and when; one editor at a time. */
export interface RouteStatusPage {
  readonly open: () => void;
  readonly dispose: () => void;
}

export function createRouteStatusPage(parts: RouteStatusParts): RouteStatusPage {
  const probes = new Map<string, NonNullable<GatewayView['probe']>>();
  let shown: vscode.WebviewPanel | undefined;

  const watching = [
    parts.observed.onDidChange(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('easel')) refresh();
    }),
  ];

  function post(message: ToStatusPage): void {
    void shown?.webview.postMessage(message);
  }

  function refresh(): void {
    if (shown !== undefined) void show();
  }

  async function show(): Promise<void> {
    const breakers = await parts.breakers.read();
    post({ type: 'view', view: toStatusView({ ...readTable(), breakers }, localization()) });
  }

  function readTable(): Omit<RouteTable, 'breakers'> {
    const { gateway, gateways, model } = readSettings();
    return {
      gateways: listGateways(gateways).gateways,
      current: { gateway, model },
      statusOf: parts.routes.statuses(),
      own: parts.observed.list().length,
      probes,
      now: parts.now(),
    };
  }

  async function handle(message: FromStatusPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        post({ type: 'strings', strings: statusStrings(vscode.l10n.t) });
        refresh();
        return;
      case 'choose': {
        const row = findRow(message.route);
        if (row === undefined) return;
        await writeSetting('gateway', row.gateway.id);
        await writeSetting('model', row.model);
        return;
      }
      case 'retest': {
        const row = findRow(message.route);
        if (row === undefined) return;
        const { gateway, model, operation } = row;
        const args = { gateway: gateway.id, model, operation, ask: true };
        await vscode.commands.executeCommand('easel.retestRoute', args);
        return;
      }
      case 'probe': {
        const gateway = readTable().gateways.find(({ id }) => id === message.gateway);
        if (gateway !== undefined) await probe(gateway);
        return;
      }
      case 'forget':
        await forget();
        return;
      case 'open-source': {
        const address = sourceAt(message.source);
        if (address !== undefined) await vscode.env.openExternal(vscode.Uri.parse(address));
        return;
      }
    }
  }

  async function forget(): Promise<void> {
    const { t } = vscode.l10n;
    const question = t('Forget what your own runs and retests showed?');
    const detail = t('What gateways’ pages say stays. Images and keys are not touched.');
    const yes = t('Forget');
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
    if (answer === yes) await parts.observed.clear();
  }

  function findRow(key: string): RouteRow | undefined {
    const table = readTable();
    return table.gateways
      .flatMap((gateway) => routeRows(gateway, table))
      .find((row) => row.key === key);
  }

  async function probe(gateway: Gateway): Promise<void> {
    if (probes.get(gateway.id)?.isBusy === true) return;
    probes.set(gateway.id, { text: vscode.l10n.t('Reading the list of models…'), isBusy: true });
    refresh();
    const { text, observations } = await probeModels(gateway, readSettings().model, parts);
    probes.set(gateway.id, { text, isBusy: false });
    if (observations.length > 0) await parts.observed.add(...observations);
    else refresh();
  }

  function open(): void {
    if (shown !== undefined) {
      shown.reveal();
      return;
    }
    const panel = create();
    unlessItSpeaks(panel, () => {
      panel.dispose();
      create();
    });
  }

  function create(): vscode.WebviewPanel {
    const title = vscode.l10n.t('Route Status');
    const panel = vscode.window.createWebviewPanel(STATUS_PAGE, title, vscode.ViewColumn.Active);
    shown = panel;
    panel.onDidDispose(() => {
      shown = undefined;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromStatusPage(value);
      if (message === undefined) parts.log.event('route-status', { dropped: typeof value });
      else handle(message).catch((error: unknown) => { parts.log.error('route-status', error); }); // prettier-ignore
    });
    loadPage(panel, 'routeStatus.js', parts.extensionUri);
    return panel;
  }

  return {
    open,
    dispose: () => {
      shown?.dispose();
      for (const one of watching) one.dispose();
    },
  };
}
