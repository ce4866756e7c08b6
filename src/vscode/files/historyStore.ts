import * as vscode from 'vscode';
import type { History, HistoryEntry } from '../../history/history.ts';
import { HISTORY_FILE, historyFile, type HistoryFile } from '../../history/historyFile.ts';
import { historyFolder } from '../../history/historyFolder.ts';
import { RunEntries } from '../../history/runEntries.ts';

/** The history of this workspace. It is in VS Code's storage for the workspace, never in the repository. */
export interface HistoryStore {
  /** Returns the entries of every window, oldest first. Never rejects. */
  readonly read: () => Promise<History>;
  /** Returns the newest entries, oldest first, without parsing the others. Never rejects. */
  readonly readNewest: (most: number) => Promise<History>;
  /** Returns whether `read` has nothing to do. */
  readonly isKnown: () => Promise<boolean>;
  /** Adds a run, or its end. Never rejects, because a run doesn't fail with its history. A deleted run stays deleted when it ends. */
  readonly add: (entry: HistoryEntry) => Promise<void>;
  /** Tells whether this window sent the run and hasn't added its end. */
  readonly isRunning: (id: string) => boolean;
  /** Changes the entries. Rejects with what the disk throws. */
  readonly change: HistoryFile['change'];
  /** Fires when this window changes the history and, once this one has read it, when another one does. */
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
  const watchOthers = (): void => {
    if (folder === undefined) return;
    watching ??= watch(folder, () => {
      changed.fire();
    });
  };
  return {
    read: async () => {
      watchOthers();
      return await file.read();
    },
    readNewest: async (most) => {
      watchOthers();
      return await file.readNewest(most);
    },
    isKnown: file.isKnown,
    add: async (entry) => {
      await runs.add(entry).catch(failed);
    },
    isRunning: (id) => runs.isRunning(id),
    change,
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

/** Keeps the history in memory. */
function inMemory(): HistoryFile {
  let history: History = [];
  return {
    read: async () => history,
    readNewest: async (most) => history.slice(-most),
    isKnown: async () => true,
    change: async (change) => {
      history = change(history);
    },
  };
}
