import * as vscode from 'vscode';
import { ReplaceError } from '../../errors.ts';
import { describeReplace } from '../../messages/save.ts';
import type { KeptFile } from '../../replace/keptFiles.ts';
import type { AskToRestore, Replacements } from '../../replace/replacements.ts';
import { sanitize } from '../../text/sanitize.ts';
import { nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

/** Returns the label of the button that undoes a replacement. */
export function undoLabel(): string {
  return t('Undo Replace');
}

/**
 * Undoes a replacement and says what happened.
 *
 * @param ask defaults to a dialog; the version that is replaced is kept in any case
 * @returns the URI of the restored file; undefined if nothing was restored
 */
export async function undoAndTell(
  replacements: Replacements,
  replacement: KeptFile,
  ask: AskToRestore = askToRestore(replacement),
): Promise<string | undefined> {
  const name = displayName(replacement.uri);
  try {
    const end = await replacements.undo(replacement, ask);
    switch (end.kind) {
      case 'declined':
        return undefined;
      case 'same':
        void vscode.window.showInformationMessage(t('{0} already has its earlier content.', name));
        return undefined;
      case 'created':
        void vscode.window.showInformationMessage(t('Restored {0}.', displayName(end.uri)));
        return end.uri;
      case 'restored':
        void offerRedo(replacements, end.kept, name);
        return replacement.uri;
    }
  } catch (error) {
    if (!(error instanceof ReplaceError)) throw error;
    void vscode.window.showErrorMessage(describeReplace(error, t));
    return undefined;
  }
}

/** A redo takes back the undo, so it is the same step with the version that the undo replaced. */
async function offerRedo(replacements: Replacements, kept: KeptFile, name: string): Promise<void> {
  const redo = t('Redo');
  const chosen = await vscode.window.showInformationMessage(t('Restored {0}.', name), redo);
  if (chosen === redo) await undoAndTell(replacements, kept);
}

function askToRestore({ uri }: KeptFile): AskToRestore {
  return async (why) => {
    const [name, restore] = [displayName(uri), t('Restore')];
    const question =
      why === 'changed'
        ? t('{0} has changed since Easel replaced it. Restore its earlier version?', name)
        : t('{0} no longer exists. Restore its earlier version?', name);
    const detail = why === 'changed' ? t('Easel keeps the current version for 30 days.') : '';
    const options = { modal: true, detail };
    return (await vscode.window.showWarningMessage(question, options, restore)) === restore;
  };
}

function displayName(uri: string): string {
  return sanitize(nameOf(vscode.Uri.parse(uri)), 80);
}
