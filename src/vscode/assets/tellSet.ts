import * as vscode from 'vscode';
import type { Snippet } from '../../assets/sets/set.ts';
import { snippetOf, type MadeSet, type WrittenSet } from '../../assets/sets/writeSet.ts';
import { describeSet } from '../../messages/notices/iconSet.ts';
import type { Bin } from '../../panel/deletion/bin.ts';
import { reveal, revealLabel } from '../dialogs/show.ts';
import { folderName, removeEmptyFolders, restoreFolders } from './setFiles.ts';
import { placeOf } from './setPlace.ts';
import { offerUndo, undoCreated } from './undoCreated.ts';

const t = vscode.l10n.t;

/** Says what was written, and undoes all of it at once if the user wants that. */
export async function tellSet(made: MadeSet, written: WrittenSet, bin: Bin): Promise<void> {
  const { folder, folders, files } = written;
  const [first] = files;
  if (first === undefined) return;
  const uri = vscode.Uri.parse(first.uri);
  const snippet = snippetOf(made, placeOf(made.stem)(folder));
  const [undo, show] = [t('Undo'), revealLabel(uri)];
  const copy = snippet && { title: copyLabel(snippet), text: snippet.text };
  const sentence = describeSet(made, written, folderName(folder), t);
  const buttons = [undo, ...(copy ? [copy.title] : []), show];
  const chosen = await vscode.window.showInformationMessage(sentence, ...buttons);
  if (chosen === show) await reveal(uri);
  if (copy && chosen === copy.title) await vscode.env.clipboard.writeText(copy.text);
  if (chosen !== undo) return;
  const deleted = await undoCreated(files, bin);
  await removeEmptyFolders(folders);
  await offerUndo(deleted, bin, () => restoreFolders(folders));
}

/** Returns the label of the button that copies a snippet. */
export function copyLabel({ language }: Snippet): string {
  return language === 'html' ? t('Copy HTML') : t('Copy JSON');
}
