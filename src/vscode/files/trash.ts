import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import { nameOf } from './files.ts';

const t = vscode.l10n.t;

/** Moves a file to the system's trash after a confirmation. Where there is no trash, the file stays. @returns whether it was moved */
export async function moveToTrash(uri: vscode.Uri): Promise<boolean> {
  const name = sanitize(nameOf(uri), 80);
  const isBin = process.platform === 'win32';
  const yes = isBin ? t('Move to Recycle Bin') : t('Move to Trash');
  const question = t("Are you sure you want to delete '{0}'?", name);
  const detail = isBin
    ? t('You can restore this file from the Recycle Bin.')
    : t('You can restore this file from the Trash.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes)
    return false;
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch {
    void vscode.window.showWarningMessage(
      isBin
        ? t("Couldn't move {0} to the Recycle Bin.", name)
        : t("Couldn't move {0} to the Trash.", name),
    );
    return false;
  }
}
