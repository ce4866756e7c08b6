import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import { nameOf } from './files.ts';

const t = vscode.l10n.t;
const isBin = process.platform === 'win32';

/**
 * Moves a file to the system's trash after a confirmation. Where that fails, as in file systems without a trash, it offers to delete
 * the file permanently, in the words of VS Code's Explorer.
 *
 * @returns whether the file is gone
 */
export async function moveToTrash(uri: vscode.Uri): Promise<boolean> {
  if (!(await confirmTrash(uri))) return false;
  if ((await remove(uri, { useTrash: true })) === undefined) return true;
  if (!(await confirmPermanent())) return false;
  const failure = await remove(uri, { useTrash: false });
  if (failure === undefined) return true;
  const name = sanitize(nameOf(uri), 80);
  void vscode.window.showErrorMessage(t("Couldn't delete {0} ({1}).", name, failure));
  return false;
}

async function confirmTrash(uri: vscode.Uri): Promise<boolean> {
  const yes = isBin ? t('Move to Recycle Bin') : t('Move to Trash');
  const question = t("Are you sure you want to delete '{0}'?", sanitize(nameOf(uri), 80));
  const detail = isBin
    ? t('You can restore this file from the Recycle Bin.')
    : t('You can restore this file from the Trash.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

async function confirmPermanent(): Promise<boolean> {
  const yes = t('Delete Permanently');
  const question = isBin
    ? t('Failed to delete using the Recycle Bin. Do you want to permanently delete instead?')
    : t('Failed to delete using the Trash. Do you want to permanently delete instead?');
  const detail = t('This action is irreversible!');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

/** @returns the code of a failure; undefined if the file is gone, even if another program was faster */
async function remove(
  uri: vscode.Uri,
  options: { readonly useTrash: boolean },
): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.delete(uri, options);
    return undefined;
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : 'Unknown';
    return code === 'FileNotFound' ? undefined : code;
  }
}
