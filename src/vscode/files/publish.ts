import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { SaveError } from '../../errors.ts';
import { numberedName } from '../../disk/names.ts';
import type { Target } from '../../disk/target.ts';
import { publishFile } from '../../disk/publishFile.ts';

const MOST_NUMBERS = 9999;

/**
 * Gives a paid image its name in the user's folder, on whatever file system that is.
 *
 * @throws SaveError
 */
export async function publish(
  paid: string | Uint8Array,
  { folder, stem }: Target,
  extension: string,
): Promise<string> {
  const uri = vscode.Uri.parse(folder);
  if (uri.scheme === 'file') {
    return vscode.Uri.file(await publishFile(paid, uri.fsPath, stem, extension)).toString();
  }
  return (await publishVirtual(paid, uri, stem, extension)).toString();
}

/**
 * `workspace.fs` can neither create exclusively nor be trusted to have written everything: the bytes are written under a
 * name of their own, read back, and then moved without replacing anything.
 */
async function publishVirtual(
  paid: string | Uint8Array,
  folder: vscode.Uri,
  stem: string,
  extension: string,
): Promise<vscode.Uri> {
  const { fs } = vscode.workspace;
  const bytes = typeof paid === 'string' ? await readFile(paid) : paid;
  const part = vscode.Uri.joinPath(folder, `.${stem}-${randomUUID()}.part`);
  try {
    // writeFile makes missing folders; a folder that was deleted meanwhile is not brought back.
    await fs.stat(folder);
    await fs.writeFile(part, bytes);
    if (Buffer.compare(await fs.readFile(part), bytes) !== 0) throw new Error('short write');
    for (let number = 1; number <= MOST_NUMBERS; number += 1) {
      const target = vscode.Uri.joinPath(folder, numberedName(stem, number, extension));
      if (await moveTo(part, target)) return target;
    }
    throw new Error('no free name');
  } catch (error) {
    await Promise.resolve(fs.delete(part)).catch(() => undefined);
    const code = error instanceof vscode.FileSystemError ? error.code : 'EIO';
    throw new SaveError(numberedName(stem, 1, extension), code, { cause: error });
  }
}

/** False: the name is taken. */
async function moveTo(part: vscode.Uri, target: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(part, target, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') return false;
    throw error;
  }
}
