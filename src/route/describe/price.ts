import { priceText, type Price } from '../../catalog/prices.ts';
import { formatWhen, type Localization } from './localization.ts';

/** Says what an image costs, which page says so, and since when. */
export function describePrice(price: Price, localization: Localization): string {
  const { host } = new URL(price.source);
  const date = formatWhen(price.date, localization);
  return localization.t(
    'An image costs about {0}, according to {1} ({2}).',
    priceText(price),
    host,
    date,
  );
}
