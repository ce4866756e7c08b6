import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import { nameOf } from './files.ts';

const t = vscode.l10n.t;

/** Moves a file to the trash after a confirmation. Where there is no trash, the file stays. @returns whether it was moved */
export async function moveToTrash(uri: vscode.Uri): Promise<boolean> {
  const name = sanitize(nameOf(uri), 80);
  const yes = t('Move to Trash');
  const question = t('Move {0} to the trash?', name);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) !== yes)
    return false;
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch {
    void vscode.window.showWarningMessage(t("Couldn't move {0} to the trash.", name));
    return false;
  }
}
