import * as vscode from 'vscode';
import { destinationOf } from '../../../panel/ask/destination.ts';
import type { ToPanel } from '../../../panel/protocol.ts';
import type { PanelState } from '../../../panel/state.ts';
import { readSettings } from '../../config/settings.ts';
import { files } from '../../files/files.ts';

export interface FinderParts {
  readonly state: () => PanelState;
  /** Returns the URI of the folder for results of a pasted image. */
  readonly home: () => string | undefined;
  readonly tell: (message: Extract<ToPanel, { type: 'destination' }>) => void;
}

/** Finds where the result of a prompt would go, and tells the pages. */
export function destinationFinder({ state, home, tell }: FinderParts) {
  return async (prompt: string): Promise<void> => {
    const destination = await destinationOf(prompt, state(), {
      ...{ settings: readSettings(), files, list, label, home: home(), t: vscode.l10n.t },
    });
    tell({ type: 'destination', prompt, destination });
  };
}

async function list(folder: string): Promise<ReadonlySet<string>> {
  const read = vscode.workspace.fs.readDirectory(vscode.Uri.parse(folder));
  const entries = await read.then(undefined, () => []);
  return new Set(entries.map(([name]) => name));
}

function label(folder: string): string {
  const uri = vscode.Uri.parse(folder);
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  // VS Code shows the folder itself with its whole path.
  if (workspace?.uri.path === uri.path) return workspace.name;
  return vscode.workspace.asRelativePath(uri);
}
