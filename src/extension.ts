import * as vscode from 'vscode';
import type { RunResult } from './run/plan/options.ts';
import { COMMAND_IDS } from './commandIds.ts';
import type { Easel } from './easel.ts';
import { PANEL_TYPE, VIEW_ID } from './panel/panelType.ts';

/** The API for other extensions: what `activate()` returns. */
export interface EaselApi {
  readonly apiVersion: 1;
  /** Takes RunOptions; never rejects for a failed run. */
  readonly run: (options: unknown) => Promise<RunResult>;
}

/** In ms. By then, VS Code's own startup is done. */
const START_MS = 1000;

/**
 * Registers Easel's commands and returns its API. VS Code starts all extensions on one thread, one after the other, so everything
 * else is in a bundle of its own, which is loaded on first use.
 */
export function activate(context: vscode.ExtensionContext): EaselApi {
  let loading: Promise<Easel> | undefined;
  const easel = (): Promise<Easel> =>
    (loading ??= import('./easel.ts').then(({ createEasel }) => createEasel(context)));

  // The status bar and the results of a crashed window should not wait for a command. Users who have not selected a gateway or run
  // anything have neither, so nothing is loaded for them.
  const start = setTimeout(() => {
    // An error here happens again with the first command, which shows it.
    void isUsed(context)
      .then((used) => (used ? easel() : undefined))
      .catch(() => undefined);
  }, START_MS);

  context.subscriptions.push(
    {
      dispose: () => {
        clearTimeout(start);
      },
    },
    // A mistake in a gateway's entry is reported when the user saves it, not when a run needs it.
    vscode.workspace.onDidChangeConfiguration((event) => {
      const needsReport =
        (event.affectsConfiguration('easel.gateways') && hasOwnGateways()) ||
        (event.affectsConfiguration('easel.gateway') && hasGateway());
      if (needsReport) void easel();
    }),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: async (panel, state) => {
        await (await easel()).panel.deserializeWebviewPanel(panel, state);
      },
    }),
    vscode.window.registerWebviewViewProvider(VIEW_ID, {
      resolveWebviewView: async (...args) => {
        await (await easel()).panel.resolveWebviewView(...args);
      },
    }),
    ...COMMAND_IDS.map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) =>
        (await easel()).commands[id](...args),
      ),
    ),
  );
  return { apiVersion: 1, run: async (options) => (await easel()).run(options) };
}

async function isUsed({ globalStorageUri }: vscode.ExtensionContext): Promise<boolean> {
  if (hasGateway() || hasOwnGateways()) return true;
  // Runs with arguments need no setting, but they leave a spool folder.
  const spool = vscode.workspace.fs.stat(vscode.Uri.joinPath(globalStorageUri, 'spool'));
  return await spool.then(
    () => true,
    () => false,
  );
}

function hasGateway(): boolean {
  return vscode.workspace.getConfiguration('easel').get('gateway') !== '';
}

function hasOwnGateways(): boolean {
  return vscode.workspace.getConfiguration('easel').inspect('gateways')?.globalValue !== undefined;
}
