import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import { nameOf } from '../files/files.ts';
import { isFile } from '../files/saveTo.ts';

const t = vscode.l10n.t;

/**
 * Tells whether the user chose a new file or wants to replace an old one in VS Code's save dialog. The dialog asks before it returns,
 * except where it may be the one of a Linux desktop: VS Code doesn't request the question there.
 *
 * @returns undefined if the user declines
 */
export async function confirmReplace(uri: vscode.Uri): Promise<'new' | 'replace' | undefined> {
  if (!(await isFile(uri))) return 'new';
  if (!isLinuxDialog(uri)) return 'replace';
  const replace = t('Replace');
  const question = t('{0} already exists. Do you want to replace it?', sanitize(nameOf(uri), 80));
  const detail = t('Easel keeps its earlier version for 30 days.');
  const options = { modal: true, detail };
  const answer = await vscode.window.showWarningMessage(question, options, replace);
  return answer === replace ? 'replace' : undefined;
}

function isLinuxDialog({ scheme }: vscode.Uri): boolean {
  const { uiKind, remoteName } = vscode.env;
  const isDesktop = uiKind === vscode.UIKind.Desktop && remoteName === undefined;
  const isSimple = vscode.workspace.getConfiguration('files').get('simpleDialog.enable') === true;
  return process.platform === 'linux' && isDesktop && scheme === 'file' && !isSimple;
}
