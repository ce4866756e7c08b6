import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import type { Target } from '../../disk/target.ts';
import { checkFolder, type RecheckFolder } from '../../spool/preflight.ts';

const t = vscode.l10n.t;

/**
 * Checks that the target folder accepts a file, on any file system, before anything is sent.
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
  // Such a file system only states a permission. Writing a probe would take two trips to a server.
  const isReadOnly = (found.permissions ?? 0) & vscode.FilePermission.Readonly;
  if (isReadOnly !== 0 || fs.isWritableFileSystem(uri.scheme) === false) {
    throw new CheckError({ kind: 'target-read-only', folder: name, code: 'NoPermissions' });
  }
  return async () => undefined;
}

/** Asks for the folder of a result. Undefined: the user dismissed the dialog. */
export async function askFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: t('Select a Folder for the Image'),
    openLabel: t('Save Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0];
}
