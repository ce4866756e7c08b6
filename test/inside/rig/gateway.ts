import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import type { ScriptedGateway } from '../../support/gateway/scriptedGateway.ts';

/** The result of a run, as documented for other extensions. */
export interface RunResult {
  readonly outcome: string;
  readonly saved: readonly string[];
  readonly message?: string;
  readonly warnings: readonly string[];
  readonly runs: readonly string[];
}

export interface Rig {
  readonly gateway: ScriptedGateway;
  /** The key that is stored for the gateway's origin. */
  readonly key: string;
  /** A new folder in the workspace: an absolute path. */
  readonly folder: string;
  /** Writes a file into the folder and returns its URI. */
  readonly put: (name: string, bytes: Uint8Array | string) => Promise<string>;
  readonly edit: (options: object) => Promise<RunResult>;
  readonly generate: (options: object) => Promise<RunResult>;
}

/**
 * Starts a gateway on loopback with a key, points the gateway with the id `as` there, and makes a folder in the workspace.
 * Removes the settings and the key when `work` is done.
 */
export async function withGateway(
  as: string | { readonly id: string; readonly auth: string },
  work: (rig: Rig) => Promise<void>,
): Promise<void> {
  const entry = typeof as === 'string' ? { id: as } : as;
  const key = `sk-inside-${Math.random().toString(36).slice(2)}`;
  const gateway = await startScriptedGateway();
  const settings = vscode.workspace.getConfiguration('easel');
  const run = (command: string) => async (options: object) =>
    vscode.commands.executeCommand<RunResult>(command, { gateway: entry.id, ...options });
  try {
    await set(settings, 'gateways', [{ ...entry, baseUrl: gateway.origin }]);
    await vscode.commands.executeCommand('easel.setApiKey', { gateway: entry.id, key });
    const folder = newFolder();
    const put = async (name: string, bytes: Uint8Array | string) => {
      const file = path.join(folder, name);
      await writeFile(file, bytes);
      return vscode.Uri.file(file).toString();
    };
    const [edit, generate] = [run('easel.editImage'), run('easel.generateImage')];
    await work({ gateway, key, folder, put, edit, generate });
  } finally {
    await vscode.commands.executeCommand('easel.removeApiKey', { gateway: entry.id });
    await set(settings, 'gateways', undefined);
    await gateway.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
}

/** Makes a new folder in the workspace and returns its absolute path. */
export function newFolder(): string {
  const workspace = vscode.workspace.workspaceFolders?.[0];
  if (!workspace) throw new Error('The tests need an open folder.');
  return mkdtempSync(path.join(workspace.uri.fsPath, 'case-'));
}

/** Returns the names of the files that a run saved. */
export function savedNames(result: RunResult): readonly string[] {
  return result.saved.map((uri) => path.basename(vscode.Uri.parse(uri).fsPath));
}

/** Changes a user setting. */
export async function set(
  settings: vscode.WorkspaceConfiguration,
  name: string,
  value: unknown,
): Promise<void> {
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

/** The paths of the images that are open in editors. */
export function openImages(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputCustom ? [input.uri.fsPath] : []));
}
