import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { SaveError } from '../../errors.ts';
import { MAX_NUMBER, numberedName } from '../../disk/names.ts';
import type { WantedName } from '../../disk/publishFile.ts';
import type { Target } from '../../disk/target.ts';
import { publishFitting } from '../../disk/publishFitting.ts';

/**
 * Publishes a paid image under a free name in the user's folder, on any file system. Never replaces a file.
 *
 * @param content the absolute path of the bytes, or the bytes
 * @param extension without a dot
 * @param isCreatedThere the content's file was created in this folder
 * @returns the file's URI
 * @throws SaveError
 */
export async function publish(
  content: string | Uint8Array,
  { folder, stem, number }: Target,
  extension: string,
  isCreatedThere = false,
): Promise<string> {
  const wanted = { stem, extension, number };
  const uri = vscode.Uri.parse(folder);
  if (uri.scheme === 'file') {
    const file = await publishFitting(content, uri.fsPath, wanted, { isCreatedThere });
    return vscode.Uri.file(file).toString();
  }
  return (await publishVirtual(content, uri, wanted)).toString();
}

/**
 * Publishes through `workspace.fs`. It can't create a file exclusively, and on a full disk it can report success for a truncated file
 * (VS Code's `diskFileSystemProvider.ts` writes once and ignores how many bytes were taken). So the bytes are written under a
 * temporary name, read back, and then moved without replacing anything.
 */
async function publishVirtual(
  content: string | Uint8Array,
  folder: vscode.Uri,
  { stem, extension, number: first = 1 }: WantedName,
): Promise<vscode.Uri> {
  const { fs } = vscode.workspace;
  const bytes = typeof content === 'string' ? await readFile(content) : content;
  const part = vscode.Uri.joinPath(folder, `.${stem}-${randomUUID()}.part`);
  try {
    // `writeFile` creates missing folders, but a folder that the user deleted must stay deleted.
    await fs.stat(folder);
    await fs.writeFile(part, bytes);
    if (Buffer.compare(await fs.readFile(part), bytes) !== 0) throw new Error('short write');
    for (let number = first; number <= MAX_NUMBER; number += 1) {
      const target = vscode.Uri.joinPath(folder, numberedName(stem, number, extension));
      if (await moveTo(part, target)) return target;
    }
    throw new Error('no free name');
  } catch (error) {
    await Promise.resolve(fs.delete(part)).catch(() => undefined);
    const code = error instanceof vscode.FileSystemError ? error.code : 'EIO';
    throw new SaveError(numberedName(stem, first, extension), code, { cause: error });
  }
}

/** Moves the file to its final name. @returns false when the name is taken */
async function moveTo(part: vscode.Uri, target: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(part, target, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') return false;
    throw error;
  }
}
