import * as vscode from 'vscode';
import { codeOf } from '../../disk/disk.ts';
import { SaveError } from '../../errors.ts';
import type { KeptFile } from '../../replace/keptFiles.ts';
import type { Replacements } from '../../replace/replacements.ts';
import { nameOf } from './files.ts';
import { publish } from './publish.ts';
import { createFolder } from './userFile.ts';

/** Where the user wants a file. */
export interface SavePlace {
  readonly folder: vscode.Uri;
  readonly stem: string;
  readonly extension: string;
  /** The user chose to replace the file that has this name. */
  readonly mayReplace: boolean;
}

export interface SavedFile {
  readonly uri: vscode.Uri;
  /** The file that was replaced. */
  readonly replaced?: KeptFile;
}

/** Returns the URI that the user chose. */
export function uriOf({ folder, stem, extension }: Omit<SavePlace, 'mayReplace'>): vscode.Uri {
  return vscode.Uri.joinPath(folder, `${stem}.${extension}`);
}

/**
 * Saves a file where the user wants it. Creates the folder. Replaces a file only if the user chose that, and otherwise takes the next
 * free name.
 *
 * @param result the URI of the image that is saved
 * @throws SaveError, ReplaceError
 */
export async function saveTo(
  place: SavePlace,
  bytes: Uint8Array,
  replacements: Replacements,
  result: string,
): Promise<SavedFile> {
  const { folder, stem, extension } = place;
  const uri = uriOf(place);
  await createFolder(folder).catch((error: unknown) => {
    throw new SaveError(nameOf(folder), codeOf(error), { cause: error });
  });
  if (place.mayReplace) {
    const replaced = await replacements.replace(uri.toString(), bytes, result);
    if (replaced === 'same') return { uri };
    if (replaced !== 'missing') return { uri, replaced };
  }
  const target = { folder: folder.toString(), stem };
  return { uri: vscode.Uri.parse(await publish(bytes, target, extension)) };
}

/** Tells whether a place has a file. */
export async function isFile(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.File) !== 0,
    () => false,
  );
}
