import * as vscode from 'vscode';
import { nameOf } from '../files/files.ts';

export async function openImage(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
}

/** In the explorer where the file is in the workspace, in the system's file manager where it is not. */
export async function reveal(uri: vscode.Uri): Promise<void> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}

/** Source and result side by side. */
export async function compare(source: vscode.Uri, result: vscode.Uri): Promise<void> {
  const title = `${nameOf(source)} ↔ ${nameOf(result)}`;
  await vscode.commands.executeCommand('vscode.diff', source, result, title);
}
