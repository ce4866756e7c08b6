import * as vscode from 'vscode';
import type { RunResult } from '../../run/plan/options.ts';
import { isBesideSource } from '../../run/plan/outputFolder.ts';
import { resultFolder } from '../../run/plan/plan.ts';
import { readSettings } from '../config/settings.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { askFolder } from '../dialogs/target.ts';
import { files } from '../files/files.ts';
import { commandArguments } from './arguments.ts';
import { orCancel, runInteractively, type RunCommandParts } from './interactive.ts';
import { quickRun } from './quickRun.ts';

const t = vscode.l10n.t;

/** Runs `easel.generateImage`: from the palette, a folder in the explorer, a keybinding, or another extension. */
export async function generateImage(
  parts: RunCommandParts,
  args: readonly unknown[],
): Promise<RunResult> {
  const { runs } = parts;
  const { uris, options } = commandArguments(args);
  const [clicked] = uris;
  if (options !== undefined) {
    const target = clicked ? { target: clicked.toString() } : {};
    return await runs.run({ ...target, ...options });
  }
  return await runInteractively(parts, async () => {
    const named = clicked === undefined ? namedFolder() : undefined;
    const folder = named ?? orCancel(clicked ?? (await chooseFolder()));
    return await quickRun(parts, {
      subject: `generate ${folder.toString()}`,
      title: t('Generate Image'),
      placeholder: t(
        'What do you need? For example: a hero image of a lighthouse at dusk, flat style',
      ),
      operation: 'generate',
      images: [],
      about: (gateway, model) => ({
        about: t(
          '{0} at {1}. The image will be saved in {2}.',
          model,
          gateway.label,
          label(folder),
        ),
      }),
      send: async ({ options, input }) => {
        const target = named === undefined ? { target: folder.toString() } : {};
        const surface = { consent: consentDialogs, brokenRoute: 'ask' } as const;
        return await runs.run({ ...target, ...options }, surface, input);
      },
    });
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
