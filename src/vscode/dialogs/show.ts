import * as vscode from 'vscode';
import { resultPlace } from '../../run/report/resultPlace.ts';
import { nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

/** Opens an image in VS Code. */
export async function openImage(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
}

/**
 * Opens a result without taking the keyboard. The user may be typing, or looking at something else.
 *
 * @param source the image that was edited
 */
export async function openResult(uri: vscode.Uri, source: vscode.Uri | undefined): Promise<void> {
  const active = vscode.window.tabGroups.activeTabGroup.activeTab;
  const shown = active && { uri: inputUri(active.input)?.toString() };
  const place = resultPlace(shown, source?.toString());
  // Git's own commands use `background`. Where VS Code lacks it, `preserveFocus` is left.
  const options = {
    preserveFocus: true,
    preview: false,
    ...(place === 'beside' && { viewColumn: vscode.ViewColumn.Beside }),
    ...(place === 'background' && { background: true }),
  };
  await vscode.commands.executeCommand('vscode.open', uri, options);
}

function inputUri(input: unknown): vscode.Uri | undefined {
  const hasUri = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return hasUri ? input.uri : undefined;
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
