import { Buffer } from 'node:buffer';
import * as vscode from 'vscode';

export interface MemoryFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly put: (path: string, bytes: Uint8Array) => string;
  readonly uri: (path: string) => string;
  readonly dispose: () => void;
}

/**
 * Registers a file system like those of virtual workspaces, in memory: the folder `/` and the ones that are created.
 *
 * @param keep returns the bytes that it really stores, because some file systems truncate silently
 */
export function memoryFiles(
  scheme: string,
  isReadonly = false,
  keep: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): MemoryFiles {
  const files = new Map<string, Uint8Array>();
  const folders = new Set(['/']);
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const find = (uri: vscode.Uri): Uint8Array => {
    const bytes = files.get(uri.path);
    if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => {
      const isFolder = folders.has(uri.path);
      const type = isFolder ? vscode.FileType.Directory : vscode.FileType.File;
      return { type, ctime: 0, mtime: 0, size: isFolder ? 0 : find(uri).byteLength };
    },
    readDirectory: () =>
      [...files.keys()].map((path) => [path.slice(1), vscode.FileType.File] as const).map(pair),
    readFile: find,
    writeFile: (uri, content, { create, overwrite }) => {
      const exists = files.has(uri.path);
      if (!exists && !create) throw vscode.FileSystemError.FileNotFound(uri);
      if (exists && !overwrite) throw vscode.FileSystemError.FileExists(uri);
      files.set(uri.path, Buffer.from(keep(content)));
    },
    rename: (from, to, { overwrite }) => {
      if (files.has(to.path) && !overwrite) throw vscode.FileSystemError.FileExists(to);
      files.set(to.path, find(from));
      files.delete(from.path);
    },
    delete: (uri) => {
      find(uri);
      files.delete(uri.path);
    },
    createDirectory: (uri) => {
      folders.add(uri.path);
    },
  };
  const registration = vscode.workspace.registerFileSystemProvider(scheme, provider, {
    isCaseSensitive: true,
    isReadonly,
  });
  const uri = (path: string) => vscode.Uri.from({ scheme, path }).toString();
  return {
    files,
    uri,
    put: (path, bytes) => {
      files.set(path, bytes);
      return uri(path);
    },
    dispose: () => {
      registration.dispose();
    },
  };
}

function pair(entry: readonly [string, vscode.FileType]): [string, vscode.FileType] {
  return [...entry];
}
