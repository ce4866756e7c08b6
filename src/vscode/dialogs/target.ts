import * as vscode from 'vscode';
import { CancelledError, CheckError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { findLinkEscape } from '../../disk/linkEscape.ts';
import type { Target } from '../../disk/target.ts';
import { checkFolder, type RecheckFolder } from '../../spool/preflight.ts';

const t = vscode.l10n.t;

/**
 * Looks, before money, whether the target can take a file, on whatever file system it is.
 *
 * @throws CheckError `target-missing`, `target-read-only`
 */
export async function checkTarget({ folder }: Target): Promise<RecheckFolder> {
  const uri = vscode.Uri.parse(folder);
  if (uri.scheme === 'file') return await checkFolder(uri.fsPath);
  const { fs } = vscode.workspace;
  const name = uri.toString(true);
  const found = await Promise.resolve(fs.stat(uri)).catch(() => undefined);
  if (found === undefined || (found.type & vscode.FileType.Directory) === 0) {
    throw new CheckError({ kind: 'target-missing', folder: name });
  }
  // Whether one may write is all that such a file system says; a probe would cost two trips to a server.
  const isReadOnly = (found.permissions ?? 0) & vscode.FilePermission.Readonly;
  if (isReadOnly !== 0 || fs.isWritableFileSystem(uri.scheme) === false) {
    throw new CheckError({ kind: 'target-read-only', folder: name, code: 'NoPermissions' });
  }
  return async () => undefined;
}

/** Asks for the folder of a result. */
export async function askFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: t('Choose a folder for the image'),
    openLabel: t('Save Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0];
}

/** Asks whether a result may go where a link of the workspace leads. */
export type MayLeave = (folder: string, real: string) => Promise<boolean>;

export const askToLeave: MayLeave = async (folder, real) => {
  const saveThere = t('Save There');
  const question = t('{0} leads out of the workspace. Save there?', sanitize(folder, 80));
  const detail = t('It is a link to {0}.', sanitize(real));
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail },
    saveThere,
  );
  return answer === saveThere;
};

/**
 * A repository can bring links along that lead anywhere, so the user is asked; a run that asks nothing is refused.
 *
 * @throws CheckError `leads-out`
 * @throws CancelledError
 */
export async function checkWithin(target: Target, mayLeave: MayLeave | undefined): Promise<void> {
  const { scheme, fsPath } = vscode.Uri.parse(target.folder);
  if (scheme !== 'file') return;
  const workspace = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const real = await findLinkEscape(fsPath, workspace);
  if (real === undefined) return;
  if (mayLeave === undefined) throw new CheckError({ kind: 'leads-out', folder: fsPath, real });
  if (!(await mayLeave(fsPath, real))) throw new CancelledError('no');
}
