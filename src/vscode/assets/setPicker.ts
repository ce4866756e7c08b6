import * as vscode from 'vscode';
import { parseGrid, THEME_SET } from '../../assets/sets/options.ts';
import type { Grid } from '../../assets/sets/sprites/slice.ts';
import { SET_IDS, type SetId } from '../../assets/sets/set.ts';
import { setDescription, setLabel } from '../../messages/notices/iconSet.ts';
import { sanitize } from '../../text/sanitize.ts';
import { requestCost, routeAndPrice } from './requestCost.ts';

const t = vscode.l10n.t;

/**
 * Asks which set to make. The one that takes requests comes last and says what it costs.
 *
 * @param image its name
 * @returns undefined if the user dismissed the list
 */
export async function pickSet(image: string): Promise<SetId | typeof THEME_SET | undefined> {
  const local = SET_IDS.map((set) => ({
    set,
    label: setLabel(set, t),
    detail: setDescription(set, t),
  }));
  const theme = {
    set: THEME_SET,
    label: t('Light and Dark'),
    description: requestCost(2),
    detail: `${t('One image for each theme, with a transparent background and a <picture> element.')} ${routeAndPrice()}`,
  } as const;
  const items = [...local, theme];
  const title = t('Make an Icon Set from {0}', sanitize(image, 80));
  const placeHolder = t('Select a set. You see its files before they are written');
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder,
    matchOnDetail: true,
  });
  return chosen?.set;
}

/** Asks how a sheet is arranged. @returns undefined if the user dismissed the question */
export async function askGrid(): Promise<{ readonly grid: Grid | undefined } | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Cut the Sheet Into Sprites'),
    prompt: t('Columns and rows, such as 4x2. Leave it empty to cut at transparent gaps.'),
    validateInput: (value) =>
      value.trim() === '' || parseGrid(value)
        ? undefined
        : t('Enter columns and rows, such as 4x2.'),
  });
  return text === undefined ? undefined : { grid: parseGrid(text) };
}
