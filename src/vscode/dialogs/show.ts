import * as vscode from 'vscode';
import { nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

/** Opens an image in VS Code. */
export async function openImage(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
}

/** Reveals a file: in the Explorer if it is in the workspace, otherwise in the system's file manager. */
export async function reveal(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand(
    isInWorkspace(uri) ? 'revealInExplorer' : 'revealFileInOS',
    uri,
  );
}

/** Returns the label of a button that reveals a file, as VS Code's own menus name it. */
export function revealLabel(uri: vscode.Uri): string {
  return isInWorkspace(uri) ? t('Reveal in Explorer View') : revealInSystemLabel();
}

/** Returns the label of a button that reveals a file in the system's file manager. */
export function revealInSystemLabel(): string {
  switch (process.platform) {
    case 'darwin':
      return t('Reveal in Finder');
    case 'win32':
      return t('Reveal in File Explorer');
    default:
      return t('Open Containing Folder');
  }
}

function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** Opens a source and its result side by side. */
export async function compare(source: vscode.Uri, result: vscode.Uri): Promise<void> {
  const title = `${nameOf(source)} ↔ ${nameOf(result)}`;
  await vscode.commands.executeCommand('vscode.diff', source, result, title);
}
