import * as vscode from 'vscode';
import { fileName } from '../../history/search.ts';
import type { Bin } from '../../panel/deletion/bin.ts';
import type { BinnedFile } from '../../panel/deletion/state.ts';
import { nameList } from '../../text/nameList.ts';

const t = vscode.l10n.t;

/** Moves files that were just written into the bin. Returns those that are there now. */
export async function undoCreated(
  made: readonly { readonly uri: string; readonly name: string }[],
  bin: Bin,
): Promise<readonly BinnedFile[]> {
  const binned: BinnedFile[] = [];
  const kept: string[] = [];
  for (const { uri, name } of made) {
    try {
      const moved = await bin.put(uri);
      if (moved !== undefined) binned.push({ uri, binned: moved });
    } catch {
      kept.push(name);
    }
  }
  if (kept.length > 0) {
    void vscode.window.showWarningMessage(t("Couldn't delete {0}.", nameList(kept, t)));
  }
  return binned;
}

/**
 * Says what the undo deleted, and brings it back if the user wants it.
 *
 * @param prepare called before the files come back
 */
export async function offerUndo(
  deleted: readonly BinnedFile[],
  bin: Bin,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  if (deleted.length === 0) return;
  const restore = t('Restore');
  const names = deleted.map(({ uri }) => fileName(uri));
  const sentence = t(
    'Deleted {0}. Easel keeps deleted files for {1} days.',
    nameList(names, t),
    bin.days,
  );
  const chosen = await vscode.window.showInformationMessage(sentence, restore);
  if (chosen !== restore) return;
  await prepare();
  for (const file of deleted) await bin.restore(file);
}
