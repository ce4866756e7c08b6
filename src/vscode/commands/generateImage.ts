import * as vscode from 'vscode';
import type { RunResult } from '../../run/plan/options.ts';
import type { Actions } from './actions.ts';
import { commandArguments } from './arguments.ts';
import { answered, asking, ensureGateway } from './interactive.ts';
import type { Keys } from '../config/keys.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import type { Routes } from '../routes/routes.ts';
import { readSettings } from '../config/settings.ts';
import { askFolder, askToLeave } from '../dialogs/target.ts';

const t = vscode.l10n.t;

/** `easel.generateImage`: from the palette, a folder in the explorer, a keybinding, another extension. */
export async function generateImage(
  actions: Actions,
  keys: Keys,
  routes: Routes,
  args: readonly unknown[],
): Promise<RunResult> {
  const { uris, options } = commandArguments(args);
  const [clicked] = uris;
  if (options !== undefined) {
    const target = clicked ? { target: clicked.toString() } : {};
    return await actions.perform({ ...target, ...options });
  }
  return await asking(keys, async () => {
    const folder = answered(clicked ?? (await chooseFolder()));
    const gateway = answered(await ensureGateway(keys, routes));
    const prompt = await askPrompt(
      t('Generate Image'),
      t('{0} at {1}. Saved into {2}.', readSettings().model, gateway.label, label(folder)),
      t('What do you need? For example: a hero image of a lighthouse at dusk, flat style'),
    );
    const options = { prompt: answered(prompt), target: folder.toString() };
    return await actions.perform(options, { mayLeave: askToLeave, brokenRoute: 'ask' });
  });
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
  return await askFolder();
}

function label(folder: vscode.Uri): string {
  return vscode.workspace.asRelativePath(folder, true);
}
