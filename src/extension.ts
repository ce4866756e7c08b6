import * as vscode from 'vscode';
import type { RunResult } from './run/plan/options.ts';
import { COMMAND_IDS } from './commandIds.ts';
import type { Easel } from './easel.ts';
import { PANEL_TYPE } from './panel/panelType.ts';

/** What other extensions get from `activate()`. */
export interface EaselApi {
  readonly apiVersion: 1;
  /** Takes RunOptions; never rejects for a failed run. */
  readonly run: (options: unknown) => Promise<RunResult>;
}

/** Long enough for VS Code to be done with what its user waits for. */
const START_MS = 1000;

/**
 * Registers, and returns the API. Everything else is a bundle of its own that is loaded when it is first asked for:
 * VS Code starts all its extensions on one thread, one after the other.
 */
export function activate(context: vscode.ExtensionContext): EaselApi {
  let loading: Promise<Easel> | undefined;
  const easel = (): Promise<Easel> =>
    (loading ??= import('./easel.ts').then(({ createEasel }) => createEasel(context)));

  // The status bar, and what a crash left behind, should not wait for a command; but whoever chose no gateway and ran
  // nothing yet has neither, and pays for nothing.
  const start = setTimeout(() => {
    // What goes wrong here goes wrong again, and is told, with the first command.
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
    // What is wrong with a gateway is told when it is written, not when it is needed.
    vscode.workspace.onDidChangeConfiguration((event) => {
      const isTold =
        (event.affectsConfiguration('easel.gateways') && hasOwnGateways()) ||
        (event.affectsConfiguration('easel.gateway') && hasGateway());
      if (isTold) void easel();
    }),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: async (panel, state) => {
        await (await easel()).panel.deserializeWebviewPanel(panel, state);
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
  // Runs with a gateway of their own need no setting, and leave a spool behind.
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
