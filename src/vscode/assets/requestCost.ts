import * as vscode from 'vscode';
import { priceAt } from '../../catalog/prices.ts';
import { describePrice } from '../../route/describe/price.ts';
import { currentGateway, currentModel, readSettings } from '../config/settings.ts';
import { localization } from '../routes/routes.ts';

const t = vscode.l10n.t;

/** Says how many requests something takes, and if they are charged. A gateway that isn't chosen yet may charge. */
export function requestCost(requests: number): string {
  const isFree = currentGateway()?.free === true;
  if (requests === 1) return isFree ? t('1 request, free') : t('1 request, which is charged');
  return isFree
    ? t('{0} requests, free', requests)
    : t('{0} requests, each charged separately', requests);
}

/** Names the route of the next request, with the price that its gateway publishes. Empty if no gateway is chosen yet. */
export function routeAndPrice(): string {
  const gateway = currentGateway();
  if (gateway === undefined) return '';
  const model = currentModel(gateway);
  const { imageSize } = readSettings();
  const price = priceAt(gateway, model, imageSize === 'auto' ? undefined : imageSize);
  const at = t('{0} at {1}.', model, gateway.label);
  return price === undefined ? at : `${at} ${describePrice(price, localization())}`;
}
