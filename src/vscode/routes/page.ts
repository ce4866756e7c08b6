import * as vscode from 'vscode';
import { type Gateway } from '../../catalog/gateways.ts';
import { listGateways } from '../../catalog/configuredGateways.ts';
import type { BreakerFile } from '../../route/breaker/breakerFile.ts';
import {
  parseFromStatusPage,
  type FromStatusPage,
  type GatewayView,
  type ToStatusPage,
} from '../../routePage/protocol.ts';
import { routeRows, type RouteRow, type RouteTable } from '../../routePage/rows.ts';
import { sourceAddress } from '../../routePage/sources.ts';
import { statusStrings } from '../../routePage/strings.ts';
import { toStatusView } from '../../routePage/view.ts';
import type { Log } from '../../run/report/log.ts';
import { currentModel, readSettings, writeSetting } from '../config/settings.ts';
import { onStuck } from '../webview/stuckPage.ts';
import { loadPage, pageIcon } from '../webview/webviewPage.ts';
import type { ObservationStore } from './observationStore.ts';
import { probeModels, type ProbeParts } from './probe.ts';
import { localization, type Routes } from './routes.ts';

const STATUS_PAGE = 'easel.routeStatus';

export interface RouteStatusParts extends ProbeParts {
  readonly routes: Routes;
  readonly observations: ObservationStore;
  readonly breakers: Pick<BreakerFile, 'read'>;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
}

/** The editor behind `easel.showRouteStatus`: every route with its status, source, and date. Opens at most once. */
export class RouteStatusPage implements vscode.Disposable {
  readonly #parts: RouteStatusParts;
  readonly #subscriptions: vscode.Disposable;
  readonly #probes = new Map<string, NonNullable<GatewayView['probe']>>();
  #panel: vscode.WebviewPanel | undefined;

  constructor(parts: RouteStatusParts) {
    this.#parts = parts;
    this.#subscriptions = vscode.Disposable.from(
      parts.observations.onDidChange(() => {
        this.#refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('easel')) this.#refresh();
      }),
    );
  }

  open(): void {
    if (this.#panel !== undefined) {
      this.#panel.reveal();
      return;
    }
    const panel = this.#create();
    onStuck(panel, () => {
      panel.dispose();
      this.#create();
    });
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  #create(): vscode.WebviewPanel {
    const title = vscode.l10n.t('Route Status');
    const panel = vscode.window.createWebviewPanel(STATUS_PAGE, title, vscode.ViewColumn.Active);
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    const { log } = this.#parts;
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = parseFromStatusPage(value);
      if (message === undefined) {
        log.event('Route Status', { dropped: typeof value });
        return;
      }
      this.#handle(message).catch((error: unknown) => {
        log.error('Route Status', error);
      });
    });
    panel.iconPath = pageIcon(this.#parts.extensionUri);
    loadPage(panel.webview, 'routeStatus.js', this.#parts.extensionUri);
    return panel;
  }

  #post(message: ToStatusPage): void {
    void this.#panel?.webview.postMessage(message);
  }

  #refresh(): void {
    if (this.#panel !== undefined) void this.#show();
  }

  async #show(): Promise<void> {
    const breakers = await this.#parts.breakers.read();
    const view = toStatusView({ ...this.#readTable(), breakers }, localization());
    this.#post({ type: 'view', view });
  }

  #readTable(): Omit<RouteTable, 'breakers'> {
    const { gateway, gateways } = readSettings();
    const { routes, observations, now } = this.#parts;
    return {
      gateways: listGateways(gateways).gateways,
      current: { gateway, model: currentModel() },
      statusOf: routes.statuses(),
      ownCount: observations.list().length,
      probes: this.#probes,
      now: now(),
    };
  }

  #findRow(key: string): RouteRow | undefined {
    const table = this.#readTable();
    return table.gateways
      .flatMap((gateway) => routeRows(gateway, table))
      .find((row) => row.key === key);
  }

  async #handle(message: FromStatusPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#post({ type: 'strings', strings: statusStrings(vscode.l10n.t) });
        this.#refresh();
        return;
      case 'use': {
        const row = this.#findRow(message.route);
        if (row === undefined) return;
        await writeSetting('gateway', row.gateway.id);
        await writeSetting('model', row.model);
        return;
      }
      case 'retest': {
        const row = this.#findRow(message.route);
        if (row === undefined) return;
        const { gateway, model, operation } = row;
        const args = { gateway: gateway.id, model, operation, ask: true };
        await vscode.commands.executeCommand('easel.retestRoute', args);
        return;
      }
      case 'probe': {
        const gateway = this.#readTable().gateways.find(({ id }) => id === message.gateway);
        if (gateway !== undefined) await this.#probe(gateway);
        return;
      }
      case 'clear-observations':
        await this.#clearObservations();
        return;
      case 'open-source': {
        const address = sourceAddress(message.source);
        if (address !== undefined) await vscode.env.openExternal(vscode.Uri.parse(address));
        return;
      }
    }
  }

  async #probe(gateway: Gateway): Promise<void> {
    if (this.#probes.get(gateway.id)?.isBusy === true) return;
    this.#probes.set(gateway.id, { text: vscode.l10n.t('Reading the model list…'), isBusy: true });
    this.#refresh();
    const { text, observations } = await probeModels(gateway, currentModel(gateway), this.#parts);
    this.#probes.set(gateway.id, { text, isBusy: false });
    if (observations.length > 0) await this.#parts.observations.add(...observations);
    else this.#refresh();
  }

  async #clearObservations(): Promise<void> {
    const { t } = vscode.l10n;
    const question = t('Clear the results of your own runs and retests?');
    const detail = t("Your images, your API keys, and the reports from gateways' pages are kept.");
    const clear = t('Clear');
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, clear);
    if (answer === clear) await this.#parts.observations.clear();
  }
}
