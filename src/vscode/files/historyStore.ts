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

/** The history of this workspace. It is in VS Code's storage for the workspace, never in the repository. */
export interface HistoryStore {
  /** Returns the number of all entries and the ones that match, newest first, from the runs of every window. Never rejects. */
  readonly search: (text: string) => Promise<readonly [all: number, found: History]>;
  /** Adds a run, or its end. Never rejects, because a run doesn't fail with its history. A deleted run stays deleted when it ends. */
  readonly add: (entry: HistoryEntry) => Promise<void>;
  /** Tells whether this window sent the run and hasn't added its end. */
  readonly isRunning: (id: string) => boolean;
  /** Deletes an entry. Rejects with what the disk throws. */
  readonly remove: (id: string) => Promise<void>;
  /** Deletes all entries. Rejects with what the disk throws. */
  readonly clear: () => Promise<void>;
  /** Fires when this window changes the history, and after the first search when another one does. */
  readonly onDidChange: vscode.Event<void>;
  readonly dispose: () => void;
}

/**
 * Opens the history.
 *
 * @param storage `context.storageUri`; without a workspace there is none, and the history lasts as long as the window
 * @param failed receives what the disk throws when an entry can't be written
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

/** Keeps the history in memory, with the limits of a file. */
function inMemory(): HistoryFile {
  let text = '';
  return {
    read: async () => parseHistory(text),
    change: async (change) => {
      text = serializeHistory(change(parseHistory(text)));
    },
  };
}
