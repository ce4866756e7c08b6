import { join } from 'node:path';
import * as vscode from 'vscode';
import { breakerFile } from './route/breaker/breakerFile.ts';
import { createBreakerGate } from './run/breakerGate.ts';
import type { RunResult } from './run/plan/options.ts';
import { createPixelWork } from './image/jobs/pixelClient.ts';
import { createPreviews } from './panel/results/previews.ts';
import { temporaryRoot } from './disk/temporary.ts';
import { createActions } from './vscode/commands/actions.ts';
import { removeApiKey, selectGateway, selectModel, setApiKey } from './vscode/commands/choose.ts';
import { copyDiagnostics } from './vscode/commands/copyDiagnostics.ts';
import { editImage } from './vscode/commands/editImage.ts';
import { createDownloadAgain, type DownloadAgain } from './vscode/recovery/downloadAgain.ts';
import { generateImage } from './vscode/commands/generateImage.ts';
import { createUnwrittenImages } from './vscode/recovery/unwrittenImages.ts';
import { historyStore } from './vscode/files/historyStore.ts';
import { keyStore } from './vscode/config/keys.ts';
import { createLog } from './run/report/log.ts';
import { withLogDocument } from './vscode/log/logDocument.ts';
import { createPanel } from './vscode/panel/panel.ts';
import type { CommandId } from './commandIds.ts';
import { panelMemory } from './panel/memory/memory.ts';
import { practiceGateway } from './practice/gateway.ts';
import { createObservationStore } from './vscode/routes/observationStore.ts';
import { publish } from './vscode/files/publish.ts';
import { recoverLater } from './vscode/recovery/recovery.ts';
import { reportRejectedGateways } from './vscode/config/rejectedGateways.ts';
import { retestRoute } from './vscode/commands/retest.ts';
import { RouteStatusPage } from './vscode/routes/page.ts';
import { createRoutes } from './vscode/routes/routes.ts';
import { createRouteWarning } from './vscode/routes/warning.ts';
import { createRunner } from './run/runner.ts';
import { createStatusBar } from './vscode/routes/statusBar.ts';
import { checkTarget } from './vscode/dialogs/target.ts';
import { showUnsaved } from './vscode/recovery/showUnsaved.ts';

/** Easel, built: what VS Code and other extensions may call. */
export interface Easel {
  readonly commands: Readonly<Record<CommandId, (...args: unknown[]) => unknown>>;
  readonly panel: vscode.WebviewPanelSerializer;
  /** Takes RunOptions; never rejects for a failed run. */
  readonly run: (options: unknown) => Promise<RunResult>;
}

/** Builds the parts and wires them up. No file is read and no connection made until something is asked for. */
export function createEasel(context: vscode.ExtensionContext): Easel {
  const channel = vscode.window.createOutputChannel('Easel', { log: true });
  const keys = keyStore(context.secrets);
  const lines = withLogDocument(channel, context.logUri);
  const log = createLog(lines, keys.seen);
  const practice = practiceGateway();
  const spoolRoot = join(context.globalStorageUri.fsPath, 'spool');
  const retestFolder = join(context.globalStorageUri.fsPath, 'retest');
  const roots = [spoolRoot, temporaryRoot()];
  const held = createUnwrittenImages(() => showUnsaved(roots, held, again));
  const fetching = { keyFor: keys.get, publish, hold: held.hold, now: Date.now };
  const again: DownloadAgain = createDownloadAgain(roots, fetching, keys.seen, log);
  const parts = {
    keyFor: keys.get,
    practice: practice.start,
    spoolRoot,
    publish,
    checkTarget,
    hold: held.hold,
    now: Date.now,
  };
  const observed = createObservationStore(context.globalState);
  const routes = createRoutes(observed, keys, Date.now);
  const warning = createRouteWarning(routes, context.globalState);
  const breakers = breakerFile(join(context.globalStorageUri.fsPath, 'breakers.json'));
  const gate = createBreakerGate(breakers, Date.now);
  const history = historyStore(context.storageUri, (error) => {
    log.error('history', error);
  });
  const pixels = createPixelWork(join(context.extensionPath, 'dist', 'region.cjs'));
  const runner = createRunner(parts, keys, log, observed, warning, gate, history, pixels);
  const actions = createActions(runner, keys, routes, again);
  const { extensionUri } = context;
  const routeStatus = new RouteStatusPage({
    routes,
    observations: observed,
    breakers,
    keys,
    log,
    practice: practice.start,
    now: Date.now,
    extensionUri,
  });
  const storage = context.storageUri ?? context.globalStorageUri;
  const pasted = vscode.Uri.joinPath(storage, 'pasted');
  const previews = vscode.Uri.joinPath(storage, 'previews');
  const previewWorker = join(context.extensionPath, 'dist', 'preview.cjs');
  const memory = panelMemory(context.workspaceState, keys.seen);
  const panel = createPanel({
    runner,
    keys,
    memory,
    routes,
    again,
    log,
    history,
    extensionUri,
    pasted,
    pixels,
    previews: {
      folder: previews,
      start: () => createPreviews(previewWorker, previews.fsPath),
    },
    promptStores: { workspace: context.workspaceState, user: context.globalState },
  });

  const commands: Easel['commands'] = {
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
    'easel.showUnsaved': () => showUnsaved(roots, held, again),
    'easel.copyDiagnostics': () => copyDiagnostics(context.extension, runner.recent(), keys.seen()),
    'easel.showLog': () => log.show(),
  };
  context.subscriptions.push(
    channel,
    lines,
    practice,
    observed,
    history,
    panel,
    routeStatus,
    createStatusBar(routes, observed),
    reportRejectedGateways(),
    recoverLater(roots, again, log),
  );
  return { commands, panel, run: async (options) => (await runner.act(options)).result };
}
