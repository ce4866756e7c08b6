import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { codeOf } from '../../disk/disk.ts';
import { CHANGED, replaceFile } from '../../replace/replaceFile.ts';
import type { UserFile } from '../../replace/replacements.ts';
import { nameOf, parentOf } from './files.ts';
import { partIn, publish, removePart, writePart } from './publish.ts';

/** Opens a file of the user for replacing it, on any file system. */
export function userFile(text: string): UserFile {
  const uri = vscode.Uri.parse(text);
  const isLocal = uri.scheme === 'file';
  return {
    uri: text,
    name: nameOf(uri),
    read: () => (isLocal ? readLocal(uri.fsPath) : readVirtual(uri)),
    write: (bytes, expected) =>
      isLocal ? replaceFile(uri.fsPath, bytes, expected) : replaceVirtual(uri, bytes, expected),
    create: (bytes) => create(uri, bytes),
  };
}

async function readLocal(path: string): Promise<Uint8Array | undefined> {
  try {
    return await fs.readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readVirtual(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/**
 * Writes under a temporary name and moves the file over the old one: in between, a file system may delete the old one first, but
 * its bytes are kept by then.
 */
async function replaceVirtual(
  uri: vscode.Uri,
  bytes: Uint8Array,
  expected: Uint8Array,
): Promise<void> {
  const part = partIn(parentOf(uri), nameOf(uri));
  try {
    await writePart(part, bytes);
    if (!(await hasBytes(uri, expected))) throw withCode(CHANGED);
    await vscode.workspace.fs.rename(part, uri, { overwrite: true });
    if (!(await hasBytes(uri, bytes))) throw withCode('EIO');
  } catch (error) {
    await removePart(part);
    throw error;
  }
}

async function hasBytes(uri: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  return Buffer.compare(await vscode.workspace.fs.readFile(uri), bytes) === 0;
}

async function create(uri: vscode.Uri, bytes: Uint8Array): Promise<string> {
  const [, stem = nameOf(uri), extension = ''] = /^(.+)\.([^.]+)$/.exec(nameOf(uri)) ?? [];
  await createFolder(parentOf(uri));
  return await publish(bytes, { folder: parentOf(uri).toString(), stem }, extension);
}

/** Creates a folder that the user asked for, with the folders above it. @throws an error with a code */
export async function createFolder(folder: vscode.Uri): Promise<void> {
  const { fs: all } = vscode.workspace;
  // Not for a folder that exists: a read-only root would refuse it.
  const exists = await all.stat(folder).then(
    () => true,
    () => false,
  );
  if (!exists) await all.createDirectory(folder);
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
