import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { SaveError } from '../../errors.ts';
import { MAX_NUMBER, numberedName } from '../../disk/names.ts';
import type { WantedName } from '../../disk/publish/freeName.ts';
import type { Target } from '../../disk/target.ts';
import { publishFitting } from '../../disk/publish/publishFitting.ts';

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
  const bytes = typeof content === 'string' ? await readFile(content) : content;
  const part = partIn(folder, stem);
  try {
    // `writeFile` creates missing folders, but a folder that the user deleted must stay deleted.
    await vscode.workspace.fs.stat(folder);
    await writePart(part, bytes);
    for (let number = first; number <= MAX_NUMBER; number += 1) {
      const target = vscode.Uri.joinPath(folder, numberedName(stem, number, extension));
      if (await moveTo(part, target)) return target;
    }
    throw new Error('no free name');
  } catch (error) {
    await removePart(part);
    const code = error instanceof vscode.FileSystemError ? error.code : 'EIO';
    throw new SaveError(numberedName(stem, first, extension), code, { cause: error });
  }
}

/** Returns the temporary name of a file that is written to a virtual file system. */
export function partIn(folder: vscode.Uri, stem: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, `.${stem}-${randomUUID()}.part`);
}

/** Writes a temporary file and reads it back. */
export async function writePart(part: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  await fs.writeFile(part, bytes);
  if (Buffer.compare(await fs.readFile(part), bytes) !== 0) throw new Error('short write');
}

/** Removes a temporary file if it exists. Never rejects. */
export async function removePart(part: vscode.Uri): Promise<void> {
  await Promise.resolve(vscode.workspace.fs.delete(part)).catch(() => undefined);
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
