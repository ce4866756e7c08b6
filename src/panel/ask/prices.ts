import type { Gateway } from '../../catalog/gateways.ts';
import { priceAt, priceText, type Price } from '../../catalog/prices.ts';
import type { Usage } from '../../reply/types.ts';
import { formatWhen, type Localization } from '../../route/describe/localization.ts';
import { describePrice } from '../../route/describe/price.ts';
import type { ModelView } from './protocol.ts';

/** Adds the published prices of an image at the gateway, by its size. */
export function withPrices(
  models: readonly ModelView[],
  gateway: Gateway,
  localization: Localization,
): ModelView[] {
  return models.map((model) => {
    const prices = model.imageSizes.flatMap((size) => {
      const price = priceAt(gateway, model.id, requestedSize(size));
      return price
        ? [{ size, dollars: dollars(price), sentence: describePrice(price, localization) }]
        : [];
    });
    return prices.length === 0 ? model : { ...model, prices };
  });
}

/** Returns the probable cost of a run, by the image tokens of the reply if it counts them; undefined without a published price. */
export function costText(
  { gateway, model }: { readonly gateway: Gateway; readonly model: string },
  imageSize: string,
  usage: Usage | undefined,
  localization: Localization,
): string | undefined {
  const { t } = localization;
  if (gateway.free) return t('nothing charged');
  const price = priceAt(gateway, model, requestedSize(imageSize));
  if (price === undefined) return undefined;
  const tokens = usage?.outputByModality?.['IMAGE'] ?? price.tokens;
  const { host } = new URL(price.source);
  const about = priceText({ tokens, perMillion: price.perMillion });
  return t('about {0}, according to {1} ({2})', about, host, formatWhen(price.date, localization));
}

/** `auto` sends no size, and the model uses its default. */
function requestedSize(size: string): string | undefined {
  return size === 'auto' ? undefined : size;
}

function dollars({ tokens, perMillion }: Price): number {
  return (tokens * perMillion) / 1_000_000;
}
