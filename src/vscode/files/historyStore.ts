import * as vscode from 'vscode';
import {
  parseHistory,
  removeEntry,
  serializeHistory,
  type History,
  type HistoryEntry,
} from '../../history/history.ts';
import { HISTORY_FILE, historyFile, type HistoryFile } from '../../history/historyFile.ts';
import { historyFolder } from '../../history/historyFolder.ts';
import { RunEntries } from '../../history/runEntries.ts';
import { searchHistory } from '../../history/search.ts';

/** The history of this workspace: in the editor's storage for it, never in the repository. */
export interface HistoryStore {
  /** How many entries there are, and those that are found, the newest first; of every window's runs. Never rejects. */
  readonly search: (text: string) => Promise<readonly [all: number, found: History]>;
  /** Never rejects: a run does not fail because nobody can note it down. The end of one that was forgotten meanwhile stays away. */
  readonly add: (entry: HistoryEntry) => Promise<void>;
  /** A run that this window has sent, and whose end has not been added yet. */
  readonly isRunning: (id: string) => boolean;
  /** These reject with what the disk throws. */
  readonly remove: (id: string) => Promise<void>;
  readonly clear: () => Promise<void>;
  /** Fires when this window has changed it; after a search, when another one has. */
  readonly onDidChange: vscode.Event<void>;
  readonly dispose: () => void;
}

/**
 * @param storage `context.storageUri`: missing without a workspace, and then the window remembers while it is open
 * @param failed told of what could not be written down
 */
export function historyStore(
  storage: vscode.Uri | undefined,
  failed: (error: unknown) => void,
): HistoryStore {
  const folder = storage && historyFolder(storage.fsPath);
  const file = folder === undefined ? inMemory() : historyFile(folder);
  const changed = new vscode.EventEmitter<void>();
  let watching: vscode.Disposable | undefined;
  const change = async (how: (history: History) => History): Promise<void> => {
    await file.change(how);
    changed.fire();
  };
  const runs = new RunEntries(change);
  return {
    search: async (text) => {
      if (folder !== undefined) {
        watching ??= watch(folder, () => {
          changed.fire();
        });
      }
      const history = await file.read();
      return [history.length, searchHistory(history, text)];
    },
    add: async (entry) => {
      await runs.add(entry).catch(failed);
    },
    isRunning: (id) => runs.isRunning(id),
    remove: (id) => change((history) => removeEntry(history, id)),
    clear: () => change(() => []),
    onDidChange: changed.event,
    dispose: () => {
      watching?.dispose();
      changed.dispose();
    },
  };
}

function watch(folder: string, changed: () => void): vscode.Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), HISTORY_FILE);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
  );
}

/** Within the same bounds as a file. */
function inMemory(): HistoryFile {
  let text = '';
  return {
    read: async () => parseHistory(text),
    change: async (change) => {
      text = serializeHistory(change(parseHistory(text)));
    },
  };
}
