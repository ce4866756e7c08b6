import * as vscode from 'vscode';
import { CheckError } from '../errors.ts';
import type { RunResult } from '../run/options.ts';
import type { Actions } from './actions.ts';
import { commandArguments } from './arguments.ts';
import { ensureGateway } from './editImage.ts';
import type { Keys } from './keys.ts';
import { showFailure } from './notices.ts';
import { askPrompt } from './pickers.ts';
import { readSettings } from './settings.ts';

const t = vscode.l10n.t;

/** `easel.generateImage`: from the palette, a folder in the explorer, a keybinding, another extension. */
export async function generateImage(
  actions: Actions,
  keys: Keys,
  args: readonly unknown[],
): Promise<RunResult | undefined> {
  const { uris, options } = commandArguments(args);
  const [clicked] = uris;
  if (options !== undefined) {
    return await actions.perform({
      ...(clicked ? { target: clicked.toString() } : {}),
      ...options,
    });
  }
  if (!vscode.workspace.isTrusted) {
    const error = new CheckError({ kind: 'restricted-mode' });
    const action = await showFailure(error, (offered) => offered === 'trust', keys.seen());
    if (action) await vscode.commands.executeCommand('workbench.trust.manage');
    return undefined;
  }
  const folder = clicked ?? (await chooseFolder());
  if (folder === undefined) return undefined;
  const gateway = await ensureGateway(keys);
  if (gateway === undefined) return undefined;
  const prompt = await askPrompt(
    t('Generate Image'),
    t('{0} at {1}. Saved into {2}.', readSettings().model, gateway.label, label(folder)),
    t('What do you need? For example: a hero image of a lighthouse at dusk, flat style'),
  );
  if (prompt === undefined) return undefined;
  return await actions.perform({ prompt, target: folder.toString() });
}

/** The workspace's folder; of several, or without one, the user says which. */
async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  if (folders.length > 1) {
    const chosen = await vscode.window.showWorkspaceFolderPick({
      placeHolder: t('Where should the image be saved?'),
      ignoreFocusOut: true,
    });
    return chosen?.uri;
  }
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: t('Choose a folder for the image'),
      openLabel: t('Save Here'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return chosen;
}

function label(folder: vscode.Uri): string {
  return vscode.workspace.asRelativePath(folder, true);
}
