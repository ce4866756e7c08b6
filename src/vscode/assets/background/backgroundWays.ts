import * as vscode from 'vscode';
import { WAYS, type Way } from '../../../assets/recipe.ts';
import { priceAt } from '../../../catalog/prices.ts';
import { describePrice } from '../../../route/describe/price.ts';
import { currentGateway, currentModel } from '../../config/settings.ts';
import { localization } from '../../routes/routes.ts';

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
        description: cost(images),
        detail: `${t('The model paints the subject on a flat color, and Easel removes it.')} ${route()}`,
      };
    case 'exact':
      return {
        label: t('Exact, on White and on Black'),
        description: cost(2 * images),
        detail: `${t('For glass, hair, smoke, and shadows. Both images are kept.')} ${route()}`,
      };
  }
}

/** A gateway that isn't chosen yet may charge. */
function cost(requests: number): string {
  const isFree = currentGateway()?.free === true;
  if (requests === 1) return isFree ? t('1 request, free') : t('1 request, which is charged');
  return isFree
    ? t('{0} requests, free', requests)
    : t('{0} requests, each charged separately', requests);
}

function route(): string {
  const gateway = currentGateway();
  if (gateway === undefined) return '';
  const model = currentModel(gateway);
  const price = priceAt(gateway, model, undefined);
  const at = t('{0} at {1}.', model, gateway.label);
  return price === undefined ? at : `${at} ${describePrice(price, localization())}`;
}
