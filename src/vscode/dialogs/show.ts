import * as vscode from 'vscode';
import { nameOf } from '../files/files.ts';

/** Opens an image in VS Code. */
export async function openImage(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
}

/** Reveals a file: in the Explorer if it is in the workspace, otherwise in the system's file manager. */
export async function reveal(uri: vscode.Uri): Promise<void> {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(inWorkspace ? 'revealInExplorer' : 'revealFileInOS', uri);
}

/** Opens a source and its result side by side. */
export async function compare(source: vscode.Uri, result: vscode.Uri): Promise<void> {
  const title = `${nameOf(source)} ↔ ${nameOf(result)}`;
  await vscode.commands.executeCommand('vscode.diff', source, result, title);
}
