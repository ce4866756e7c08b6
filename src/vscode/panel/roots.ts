import * as vscode from 'vscode';
import { insideWorkspace } from '../../panel/sources/drop.ts';
import type { PanelState } from '../../panel/state.ts';
import { parentOf } from '../files/files.ts';

/** Returns the workspace, and the folders of images from elsewhere. Only folders can be roots of a webview. */
export function foldersOf({ images, results }: PanelState): readonly vscode.Uri[] {
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const shown = [...images, ...results, ...results.flatMap(({ source }) => source ?? [])];
  const outside = shown
    .map(({ uri }) => vscode.Uri.parse(uri))
    .filter((uri) => vscode.workspace.getWorkspaceFolder(uri) === undefined)
    .map((uri) => parentOf(uri).toString());
  const others = [...new Set(outside)].sort().map((folder) => vscode.Uri.parse(folder));
  return [...workspace, ...others];
}

/** Returns where the webview loads a file from; undefined outside of its roots, which don't change for the history. */
export function loadable(webview: vscode.Webview | undefined, text: string): string | undefined {
  if (webview === undefined) return undefined;
  const folders = (webview.options.localResourceRoots ?? []).map(String);
  if (insideWorkspace([text], folders).length === 0) return undefined;
  return webview.asWebviewUri(vscode.Uri.parse(text)).toString();
}
