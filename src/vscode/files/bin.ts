import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  BIN_DAYS,
  emptyBin,
  isInBin,
  moveFromBin,
  moveToBin,
  namePartsOf,
  newBinFolder,
  isMissing,
} from '../../disk/bin/bin.ts';
import { publishFile } from '../../disk/publish/publishFile.ts';
import { removeFolder } from '../../disk/remove.ts';
import { nodeDisk } from '../../disk/disk.ts';
import type { Bin } from '../../panel/deletion/bin.ts';
import { parentOf } from './files.ts';
import { publish } from './publish.ts';

/** In ms. Keeps the work out of VS Code's startup. */
const DELAY_MS = 5000;

/** Creates the bin for deleted results. @param root absolute path; created when it is first used */
export function createBin(root: string): Bin {
  return {
    days: BIN_DAYS,
    put: async (text) => {
      const uri = vscode.Uri.parse(text);
      const now = Date.now();
      const binned =
        uri.scheme === 'file'
          ? await moveToBin(uri.fsPath, root, now)
          : await moveVirtualToBin(uri, root, now);
      return binned && vscode.Uri.file(binned).toString();
    },
    restore: async ({ uri: text, binned }) => {
      const uri = vscode.Uri.parse(text);
      const file = vscode.Uri.parse(binned).fsPath;
      // Other programs can write to the history, which says where a file is in the bin.
      if (!isInBin(file, root)) return undefined;
      if (uri.scheme !== 'file') return await moveVirtualBack(file, uri);
      const restored = await moveFromBin(file, uri.fsPath);
      return restored && vscode.Uri.file(restored).toString();
    },
  };
}

/** Deletes files that are in the bin for longer than it keeps them, once, a moment after the start. */
export function emptyBinLater(root: string): vscode.Disposable {
  const timer = setTimeout(() => {
    void emptyBin(root, Date.now());
  }, DELAY_MS);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
  });
}

/** Copies a file of a virtual file system into the bin, where the copy is read back, and then deletes the file. */
async function moveVirtualToBin(
  uri: vscode.Uri,
  root: string,
  now: number,
): Promise<string | undefined> {
  const { fs } = vscode.workspace;
  let bytes: Uint8Array;
  try {
    bytes = await fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  const folder = await newBinFolder(root, now);
  const binned = await publishFile(bytes, folder, namePartsOf(uri.path)).catch(
    async (error: unknown) => {
      await nodeDisk.rmdir(folder).catch(() => undefined);
      throw error;
    },
  );
  try {
    await fs.delete(uri);
  } catch (error) {
    // The file can be deleted although the reply was lost. So the copy in the bin stays in any case.
    if (!(await isGone(uri))) throw error;
  }
  return binned;
}

async function isGone(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => false,
    (error: unknown) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound',
  );
}

async function moveVirtualBack(file: string, uri: vscode.Uri): Promise<string | undefined> {
  if (await isMissing(nodeDisk, file)) return undefined;
  const { extension, ...name } = namePartsOf(uri.path);
  const restored = await publish(file, { folder: parentOf(uri).toString(), ...name }, extension);
  await removeFolder(nodeDisk, join(file, '..')).catch(() => undefined);
  return restored;
}
