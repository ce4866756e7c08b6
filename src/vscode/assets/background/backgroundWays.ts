import * as vscode from 'vscode';
import { WAYS, type Way } from '../../../assets/recipe.ts';
import { requestCost, routeAndPrice } from '../requestCost.ts';

const t = vscode.l10n.t;

/**
 * Asks how to find the background. Each way states what it costs, and the free one comes first.
 *
 * @param images how many
 * @param ways those that make sense
 * @returns undefined if the user dismissed the list
 */
export async function pickWay(
  images: number,
  ways: readonly Way[] = WAYS,
): Promise<Way | undefined> {
  const items = ways.map((way) => ({ way, ...wayItem(way, images) }));
  const title = t('Make Background Transparent');
  const placeHolder = t('Select how to find the background');
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))
    ?.way;
}

function wayItem(way: Way, images: number): vscode.QuickPickItem {
  switch (way) {
    case 'local':
      return {
        label: t('On This Machine'),
        description: t('Free. Sends nothing'),
        detail: t('For a background of one color.'),
      };
    case 'key':
      return {
        label: t('With a Key Color'),
        description: requestCost(images),
        detail: `${t('The model paints the subject on a flat color, and Easel removes it.')} ${routeAndPrice()}`,
      };
    case 'exact':
      return {
        label: t('Exact, on White and on Black'),
        description: requestCost(2 * images),
        detail: `${t('For glass, hair, smoke, and shadows. Both images are kept.')} ${routeAndPrice()}`,
      };
  }
}
