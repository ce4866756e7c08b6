import * as vscode from 'vscode';
import type { Bin } from '../../panel/deletion/bin.ts';
import { reveal, revealLabel } from '../dialogs/show.ts';
import { files } from '../files/files.ts';
import { offerUndo, undoCreated } from './undoCreated.ts';

const t = vscode.l10n.t;

export interface WrittenFacts {
  readonly sentence: string;
  readonly warnings: readonly string[];
  readonly bin: Bin;
  /** A button for what these files are used for. */
  readonly extra?: { readonly label: string; readonly run: () => Promise<void> };
}

/** Says which files were written, and undoes all of them at once if the user wants that. @param written URIs */
export async function tellWritten(
  written: readonly [string, ...string[]],
  { sentence, warnings, bin, extra }: WrittenFacts,
): Promise<void> {
  const first = vscode.Uri.parse(written[0]);
  const [undo, show] = [t('Undo'), revealLabel(first)];
  const message =
    warnings.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const buttons = [undo, ...(extra ? [extra.label] : []), show];
  const chosen = await message([sentence, ...warnings].join(' '), ...buttons);
  if (chosen === show) await reveal(first);
  if (extra && chosen === extra.label) await extra.run();
  if (chosen !== undo) return;
  const made = written.map((uri) => ({ uri, name: files.name(uri) }));
  await offerUndo(await undoCreated(made, bin), bin);
}
