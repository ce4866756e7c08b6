import * as vscode from 'vscode';
import type { RunResult } from '../../run/plan/options.ts';
import { isBesideSource } from '../../run/plan/outputFolder.ts';
import { resultFolder } from '../../run/plan/plan.ts';
import { currentModel, readSettings } from '../config/settings.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { askFolder } from '../dialogs/target.ts';
import { files } from '../files/files.ts';
import { commandArguments } from './arguments.ts';
import { ensureGateway, orCancel, runInteractively, type RunCommandParts } from './interactive.ts';

const t = vscode.l10n.t;

/** Runs `easel.generateImage`: from the palette, a folder in the explorer, a keybinding, or another extension. */
export async function generateImage(
  parts: RunCommandParts,
  args: readonly unknown[],
): Promise<RunResult> {
  const { runs, keys, routes } = parts;
  const { uris, options } = commandArguments(args);
  const [clicked] = uris;
  if (options !== undefined) {
    const target = clicked ? { target: clicked.toString() } : {};
    return await runs.run({ ...target, ...options });
  }
  return await runInteractively(parts, async () => {
    const named = clicked === undefined ? namedFolder() : undefined;
    const folder = named ?? orCancel(clicked ?? (await chooseFolder()));
    const gateway = orCancel(await ensureGateway(keys, routes));
    const prompt = await askPrompt(
      t('Generate Image'),
      t(
        '{0} at {1}. The image will be saved in {2}.',
        currentModel(gateway),
        gateway.label,
        label(folder),
      ),
      t('What do you need? For example: a hero image of a lighthouse at dusk, flat style'),
    );
    const target = named === undefined ? { target: folder.toString() } : {};
    const options = { prompt: orCancel(prompt), ...target };
    return await runs.run(options, { consent: consentDialogs, brokenRoute: 'ask' });
  });
}

/** Returns the folder that `easel.output.folder` names for new images. @throws CheckError `unknown-placeholder` */
function namedFolder(): vscode.Uri | undefined {
  const { outputFolder } = readSettings();
  if (isBesideSource(outputFolder)) return undefined;
  const found = resultFolder(undefined, outputFolder, files);
  return found && vscode.Uri.parse(found.folder);
}

/** Returns the workspace's folder. Asks if there are several, or none. */
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
