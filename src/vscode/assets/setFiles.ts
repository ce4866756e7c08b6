import { mkdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { codeOf } from '../../disk/disk.ts';
import { MAX_NUMBER } from '../../disk/names.ts';
import { SaveError } from '../../errors.ts';
import type { WrittenSet } from '../../assets/sets/writeSet.ts';
import { nameOf } from '../files/files.ts';
import { createFolder } from '../files/userFile.ts';

/**
 * Creates a folder that doesn't exist, under the first free name: `icons`, `icons-2`. Creates the folders above it too.
 *
 * @returns its URI
 * @throws SaveError
 */
export async function createNewFolder(parent: string, name: string): Promise<string> {
  const above = vscode.Uri.parse(parent);
  try {
    await createFolder(above);
    for (let number = 1; number <= MAX_NUMBER; number += 1) {
      const folder = vscode.Uri.joinPath(above, number === 1 ? name : `${name}-${number}`);
      if (await create(folder)) return folder.toString();
    }
    throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
  } catch (error) {
    throw new SaveError(name, codeOf(error), { cause: error });
  }
}

/** Returns the name that {@link createNewFolder} would use now, so that a preview names the folder that will be there. */
export async function freeFolderName(parent: string, name: string): Promise<string> {
  const above = vscode.Uri.parse(parent);
  for (let number = 1; number <= MAX_NUMBER; number += 1) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!(await isTaken(vscode.Uri.joinPath(above, free)))) return free;
  }
  return name;
}

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** @returns false if the name is taken */
async function create(folder: vscode.Uri): Promise<boolean> {
  if (folder.scheme === 'file') {
    try {
      await mkdir(folder.fsPath);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }
  if (await isTaken(folder)) return false;
  // VS Code's file systems can't create a folder exclusively. Its files still get free names.
  await vscode.workspace.fs.createDirectory(folder);
  return true;
}

/** Removes folders that are empty, the inner ones first. Never rejects. */
export async function removeEmptyFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders.toReversed()) {
    const uri = vscode.Uri.parse(folder);
    const inside = await vscode.workspace.fs.readDirectory(uri).then(
      (entries) => entries,
      () => undefined,
    );
    if (inside?.length !== 0) continue;
    await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
  }
}

/** Removes what was just written, because the rest of its set couldn't be. Never rejects. */
export async function discardSet({ files, folders }: WrittenSet): Promise<void> {
  for (const { uri } of files) {
    await vscode.workspace.fs.delete(vscode.Uri.parse(uri)).then(undefined, () => undefined);
  }
  await removeEmptyFolders(folders);
}

/** Creates folders again that an undo removed. @throws what the file system throws */
export async function restoreFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await createFolder(vscode.Uri.parse(folder));
}

/** Returns the name of a folder. */
export function folderName(folder: string): string {
  return nameOf(vscode.Uri.parse(folder));
}
