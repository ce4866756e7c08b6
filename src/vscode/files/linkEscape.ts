import * as vscode from 'vscode';
import { findLinkEscape } from '../../disk/linkEscape.ts';
import type { LinkEscape } from '../../run/consent/questions.ts';

/**
 * Returns where a link in the workspace leads a folder; undefined if it stays inside, if the user chose a folder outside, or if
 * the folder isn't on a disk.
 *
 * @param folder URI
 */
export async function linkEscape(folder: string): Promise<LinkEscape | undefined> {
  const { scheme, fsPath } = vscode.Uri.parse(folder);
  if (scheme !== 'file') return undefined;
  const workspace = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const real = await findLinkEscape(fsPath, workspace);
  return real === undefined ? undefined : { folder: fsPath, real };
}
