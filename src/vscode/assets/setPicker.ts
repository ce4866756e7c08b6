import * as vscode from 'vscode';
import { SET_IDS, type SetId } from '../../assets/sets/set.ts';
import { setDescription, setLabel } from '../../messages/notices/iconSet.ts';
import { sanitize } from '../../text/sanitize.ts';

const t = vscode.l10n.t;

/** Asks which set to make. @param image its name @returns undefined if the user dismissed the list */
export async function pickSet(image: string): Promise<SetId | undefined> {
  const items = SET_IDS.map((set) => ({
    set,
    label: setLabel(set, t),
    detail: setDescription(set, t),
  }));
  const title = t('Make an Icon Set from {0}', sanitize(image, 80));
  const placeHolder = t('Select a set. You see its files before they are written');
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder,
    matchOnDetail: true,
  });
  return chosen?.set;
}
