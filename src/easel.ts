import { join } from 'node:path';
import type { CommandId } from './commandIds.ts';
import { draftMemory } from './panel/memory/drafts.ts';
import { panelMemory } from './panel/memory/memory.ts';
import { pictureCommands } from './panel/results/pictureCommands.ts';
import { createPreviews } from './panel/results/previews.ts';
import { BreakerGate } from './run/breakerGate.ts';
import { firstWarningToday } from './run/consent/warnedRoutes.ts';
import type { RunResult } from './run/plan/options.ts';
import { Joins } from './run/joins.ts';
import { Drafts } from './run/quick/draft.ts';
import { Runner } from './run/runner.ts';
import { addGateway } from './vscode/commands/addGateway/addGateway.ts';
import { makeIconSet } from './vscode/assets/makeIconSet.ts';
import { removeBackground } from './vscode/assets/background/removeBackground.ts';
import { prepareImage } from './vscode/assets/prepareImage.ts';
import { removeApiKey, selectGateway, selectModel, setApiKey } from './vscode/commands/choose.ts';
import { copyDiagnostics } from './vscode/commands/copyDiagnostics.ts';
import { editImage } from './vscode/commands/editImage.ts';
import { generateImage } from './vscode/commands/generateImage.ts';
import { NotifiedRuns } from './vscode/commands/notifiedRuns.ts';
import { createPerformAction } from './vscode/commands/performAction.ts';
import { retestRoute } from './vscode/commands/retest.ts';
import { undoReplace } from './vscode/commands/undoReplace.ts';
import { reportRejectedGateways } from './vscode/config/rejectedGateways.ts';
import type {
  ExtensionContext,
  WebviewPanelSerializer,
  WebviewViewProvider,
} from './vscode/context.ts';
import { checkTarget } from './vscode/dialogs/target.ts';
import { emptyBinLater } from './vscode/files/bin.ts';
import { publish } from './vscode/files/publish.ts';
import { EaselPanel } from './vscode/panel/panel.ts';
import { createDownloadAgain, type DownloadAgain } from './vscode/recovery/downloadAgain.ts';
import { recoverLater } from './vscode/recovery/recovery.ts';
import { showUnsaved } from './vscode/recovery/showUnsaved.ts';
import { sweepLater } from './vscode/recovery/sweepLater.ts';
import { createUnwrittenImages } from './vscode/recovery/unwrittenImages.ts';
import { RouteStatusPage } from './vscode/routes/page.ts';
import { createStatusBar } from './vscode/routes/statusBar.ts';
import { lateFinalFile } from './vscode/assets/lateFinalFile.ts';
import { runnerHost } from './vscode/runnerHost.ts';
import { createStores, type Stores } from './vscode/stores.ts';

/** The functions that VS Code and other extensions can call. */
export interface Easel {
  readonly commands: Readonly<Record<CommandId, (...args: unknown[]) => unknown>>;
  readonly panel: WebviewPanelSerializer & Pick<WebviewViewProvider, 'resolveWebviewView'>;
  /** Takes RunOptions; never rejects for a failed run. */
  readonly run: (options: unknown) => Promise<RunResult>;
}

/**
 * Builds Easel's parts and connects them: stores, then runs, then pages. Each part gets its collaborators as arguments. Nothing
 * reads a file or connects to anything until a user asks for something.
 */
export function createEasel(context: ExtensionContext): Easel {
  const stores = createStores(context);
  const runs = createRuns(stores);
  const parts = { ...stores, ...runs, ...createPages(stores, runs) };
  context.subscriptions.push(...FEATURES.map((start) => start(parts)));
  return {
    commands: commandsOf(parts),
    panel: parts.panel,
    run: async (options) => (await parts.runner.perform(options)).result,
  };
}

type Parts = ReturnType<typeof createStores> &
  ReturnType<typeof createRuns> &
  ReturnType<typeof createPages>;

/** The parts that start with Easel and end with the window. */
const FEATURES: readonly ((parts: Parts) => ExtensionContext['subscriptions'][number])[] = [
  ({ logChannel }) => logChannel,
  ({ practice }) => practice,
  ({ observations }) => observations,
  ({ history }) => history,
  ({ panel }) => panel,
  ({ routeStatus }) => routeStatus,
  ({ routes, observations }) => createStatusBar(routes, observations),
  () => reportRejectedGateways(),
  ({ notes }) => notes.start(),
  ({ replacements }) => sweepLater(replacements),
  ({ storage, downloads, log }) => recoverLater(storage.spoolRoots, downloads, log),
  ({ storage }) => emptyBinLater(storage.bin),
];

/** The function of each command of the manifest. */
function commandsOf(parts: Parts): Easel['commands'] {
  const { context, storage, keys, log, routes, unwritten, downloads, runner, panel } = parts;
  return {
    'easel.editImage': (...args) => editImage(parts, args),
    'easel.generateImage': (...args) => generateImage(parts, args),
    'easel.openPanel': (...args) => panel.open(args),
    'easel.addGateway': (value) => addGateway(parts, value),
    'easel.selectGateway': (id) => selectGateway(keys, routes, id),
    'easel.selectModel': (id) => selectModel(routes, id),
    'easel.setApiKey': (value) => setApiKey(keys, value),
    'easel.removeApiKey': (value) => removeApiKey(keys, value),
    'easel.showRouteStatus': () => {
      parts.routeStatus.open();
    },
    'easel.retestRoute': (value) => retestRoute(parts, storage.retest, value),
    'easel.showUnsaved': () => showUnsaved(storage.spoolRoots, unwritten, downloads),
    'easel.prepareImage': (...args) => prepareImage(parts, args),
    'easel.removeBackground': (...args) => removeBackground(parts, args),
    'easel.makeIconSet': (...args) => makeIconSet(parts, args),
    'easel.undoReplace': (value) => undoReplace(parts.replacements, value),
    'easel.copyDiagnostics': () =>
      copyDiagnostics(context.extension, runner.recent(), keys.inUse()),
    'easel.showLog': () => log.show(),
    ...pictureCommands(panel.chooseInMenu),
  };
}

/** Creates the runner, the recovery of unsaved results, and the executor of message buttons. */
function createRuns(stores: Stores) {
  const { context, keys, log, storage, observations, routes, breakers, history, pixels } = stores;
  const unwritten = createUnwrittenImages(() =>
    showUnsaved(storage.spoolRoots, unwritten, downloads),
  );
  const saving = { publish, hold: unwritten.hold, now: Date.now };
  const perform = createPerformAction(keys, routes);
  const downloads: DownloadAgain = createDownloadAgain({
    roots: storage.spoolRoots,
    saving: { ...saving, keysAt: keys.allAt, makeFinal: lateFinalFile(stores.runAssets) },
    keys: keys.inUse,
    log,
    perform,
  });
  const runner = new Runner({
    ...runnerHost,
    runParts: {
      ...saving,
      keyFor: keys.get,
      practice: stores.practice.start,
      spoolRoot: storage.spool,
      checkTarget,
    },
    keys: keys.inUse,
    routes: {
      ...routes,
      isFirstWarningToday: firstWarningToday(context.globalState, Date.now),
    },
    gate: new BreakerGate(breakers, Date.now),
    history,
    observations,
    log,
    pixels,
    assets: stores.runAssets,
    checks: stores.checks,
  });
  const runs = new NotifiedRuns({ runner, keys, routes, downloads, perform });
  return {
    unwritten,
    downloads,
    perform,
    runner,
    runs,
    drafts: new Drafts(),
    pairJoins: new Joins<RunResult>(),
  };
}

/** Creates the pages. */
function createPages(stores: Stores, runs: ReturnType<typeof createRuns>) {
  const { context, keys, log, storage, observations, routes, breakers, history, pixels } = stores;
  const { replacements } = stores;
  const { extensionUri, workspaceState, globalState } = context;
  const previewWorker = join(context.extensionPath, 'dist', 'previewWorker.cjs');
  return {
    routeStatus: new RouteStatusPage({
      routes,
      observations,
      breakers,
      keys,
      log,
      practice: stores.practice.start,
      now: Date.now,
      extensionUri,
    }),
    panel: new EaselPanel({
      runner: runs.runner,
      keys,
      memory: panelMemory(workspaceState, keys.inUse),
      drafts: draftMemory(workspaceState, keys.inUse),
      routes,
      observations,
      downloads: runs.downloads,
      perform: runs.perform,
      log,
      history,
      extensionUri,
      pasted: storage.pasted,
      bin: stores.bin,
      pixels,
      shownAssets: stores.shownAssets,
      replacements,
      previews: {
        folder: storage.previews,
        pixels: stores.shownPixels,
        start: () => createPreviews({ workerFile: previewWorker, folder: storage.previews.fsPath }),
      },
      promptStores: { workspace: workspaceState, user: globalState },
    }),
  };
}
