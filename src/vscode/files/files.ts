import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { readShared } from '../../disk/readShared.ts';
import { CheckError } from '../../errors.ts';
import type { Location } from '../../run/plan/locations.ts';
import type { Files } from '../../run/plan/plan.ts';

/** Returns the last part of a URI's path, decoded. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Returns the folder of a file. */
export function parentOf(uri: vscode.Uri): vscode.Uri {
  return uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) || '/' });
}

/** The user's files through VS Code's file systems, so that remote and virtual workspaces work. */
export const files: Files = {
  name: (uri) => nameOf(vscode.Uri.parse(uri)),
  parent: (uri) => parentOf(vscode.Uri.parse(uri)).toString(),
  kind: async (uri) => {
    try {
      const { type } = await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
      return (type & vscode.FileType.Directory) !== 0 ? 'folder' : 'file';
    } catch {
      return 'missing';
    }
  },
  read: async (text) => {
    const uri = vscode.Uri.parse(text);
    try {
      if (uri.scheme === 'file') return await readShared(uri.fsPath);
    } catch {
      // VS Code reads it, or says why not in its own codes.
    }
    try {
      return await vscode.workspace.fs.readFile(uri);
    } catch (error) {
      const code = error instanceof vscode.FileSystemError ? error.code : 'Unknown';
      throw new CheckError({ kind: 'unreadable', file: nameOf(uri), code }, { cause: error });
    }
  },
  home: () => vscode.workspace.workspaceFolders?.[0]?.uri.toString(),
  places: () => ({
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({
      uri: uri.toString(),
      name,
    })),
    join: (folder, path) => vscode.Uri.joinPath(vscode.Uri.parse(folder), path).toString(),
    toUri: (location) => toUri(location).toString(),
  }),
};

function toUri(location: Exclude<Location, { readonly kind: 'relative' }>): vscode.Uri {
  switch (location.kind) {
    case 'uri':
      return vscode.Uri.parse(location.uri);
    case 'windows':
      return vscode.Uri.from({ ...location, scheme: 'file' });
    case 'home':
      return vscode.Uri.file(join(homedir(), location.path));
    case 'absolute': {
      const home = vscode.workspace.workspaceFolders?.[0]?.uri;
      return home?.scheme === 'vscode-remote'
        ? home.with({ path: location.path })
        : vscode.Uri.file(location.path);
    }
  }
}
