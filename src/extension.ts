import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunResult } from './run/options.ts';
import { temporaryRoot } from './run/temporary.ts';
import { createActions } from './vscode/actions.ts';
import { removeApiKey, selectGateway, selectModel, setApiKey } from './vscode/choose.ts';
import { editImage } from './vscode/editImage.ts';
import { generateImage } from './vscode/generateImage.ts';
import { heldImages } from './vscode/held.ts';
import { keyStore } from './vscode/keys.ts';
import { createLog } from './vscode/log.ts';
import { createPanel, PANEL_TYPE } from './vscode/panel.ts';
import { panelMemory } from './vscode/panelMemory.ts';
import { practiceGateway } from './vscode/practice.ts';
import { observedIn } from './vscode/observed.ts';
import { publish } from './vscode/publish.ts';
import { recoverLater } from './vscode/recovery.ts';
import { retestRoute } from './vscode/retest.ts';
import { createRouteStatusPage } from './vscode/routeStatus.ts';
import { knownRoutes } from './vscode/routeStatusNow.ts';
import { routeWarning } from './vscode/routeWarning.ts';
import { createRunner } from './vscode/runner.ts';
import { createStatusBar } from './vscode/statusBar.ts';
import { checkTarget } from './vscode/target.ts';
import { showUnsaved } from './vscode/unsaved.ts';

/** What other extensions get from `activate()`. */
export interface EaselApi {
  readonly apiVersion: 1;
  /** Takes RunOptions; never rejects for a failed run. */
  readonly run: (options: unknown) => Promise<RunResult>;
}

/** Builds the parts and wires them up. No file is read and no connection made until something is asked for. */
export function activate(context: vscode.ExtensionContext): EaselApi {
  const channel = vscode.window.createOutputChannel('Easel', { log: true });
  const keys = keyStore(context.secrets);
  const log = createLog(channel, keys.seen);
  const practice = practiceGateway();
  const spoolRoot = join(context.globalStorageUri.fsPath, 'spool');
  const retestFolder = join(context.globalStorageUri.fsPath, 'retest');
  const roots = [spoolRoot, temporaryRoot()];
  const held = heldImages(() => showUnsaved(roots, held));
  const parts = {
    keyFor: keys.get,
    practice: practice.start,
    spoolRoot,
    publish,
    checkTarget,
    hold: held.hold,
    now: Date.now,
  };
  const observed = observedIn(context.globalState);
  const routes = knownRoutes(observed, keys, Date.now);
  const warning = routeWarning(routes, context.globalState);
  const runner = createRunner(parts, keys, log, observed, warning);
  const actions = createActions(runner, keys, routes);
  const { extensionUri } = context;
  const routeStatus = createRouteStatusPage({
    routes,
    observed,
    keys,
    log,
    practice: practice.start,
    now: Date.now,
    extensionUri,
  });
  const memory = panelMemory(context.workspaceState);
  const panel = createPanel({ runner, keys, memory, routes, log, extensionUri });

  const commands: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    'easel.editImage': (...args) => editImage(actions, keys, routes, args),
    'easel.generateImage': (...args) => generateImage(actions, keys, routes, args),
    'easel.openPanel': (...args) => panel.open(args),
    'easel.selectGateway': (id) => selectGateway(keys, routes, id),
    'easel.selectModel': (id) => selectModel(routes, id),
    'easel.setApiKey': (value) => setApiKey(keys, value),
    'easel.removeApiKey': (value) => removeApiKey(keys, value),
    'easel.showRouteStatus': () => {
      routeStatus.open();
    },
    'easel.retestRoute': (value) => retestRoute(actions, keys, routes, retestFolder, value),
    'easel.showUnsaved': () => showUnsaved(roots, held),
    'easel.showLog': () => {
      log.show();
    },
  };
  context.subscriptions.push(
    channel,
    practice,
    observed,
    panel,
    routeStatus,
    createStatusBar(routes, observed),
    recoverLater(roots, log),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, panel),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
  return { apiVersion: 1, run: async (options) => (await runner.act(options)).result };
}
