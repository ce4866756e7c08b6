import * as vscode from 'vscode';
import { webBase } from '../../assets/sets/markup.ts';
import type { SetPlace } from '../../assets/sets/set.ts';
import { nameOf } from '../files/files.ts';

/** Returns what the texts of a set need to know about its folder. @param stem names the project if no folder is open */
export function placeOf(stem: string): (folder: string) => SetPlace {
  return (folder) => {
    const uri = vscode.Uri.parse(folder);
    const workspace = vscode.workspace.getWorkspaceFolder(uri);
    // Folders above the workspace say nothing about the site.
    const path = workspace ? uri.path.slice(workspace.uri.path.length) : nameOf(uri);
    return { base: webBase(path), name: workspace?.name ?? stem };
  };
}
