import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import { linkEscape } from '../files/linkEscape.ts';
import type { Target } from '../../disk/target.ts';
import { checkFolder, type RecheckFolder } from '../../spool/preflight.ts';

const t = vscode.l10n.t;

/**
 * Checks that the target folder accepts a file, on any file system, before anything is sent. Creates it if a setting names it.
 *
 * @throws CheckError `target-missing`, `target-read-only`, `leads-out`
 */
export async function checkTarget({ folder, mayCreate }: Target): Promise<RecheckFolder> {
  const uri = vscode.Uri.parse(folder);
  if (mayCreate === true) await createFolder(uri);
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

/** Creates a missing folder of the workspace. What can't be created is reported as missing by the check. */
async function createFolder(uri: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  if (await Promise.resolve(fs.stat(uri)).then(Boolean, () => false)) return;
  await Promise.resolve(fs.createDirectory(uri)).catch(() => undefined);
  // A folder above it can have become a link since the runner looked.
  const escape = await linkEscape(uri.toString());
  if (escape !== undefined) throw new CheckError({ kind: 'leads-out', ...escape });
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
