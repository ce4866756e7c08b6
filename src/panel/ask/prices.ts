import type { Gateway } from '../../catalog/gateways.ts';
import { priceAt, priceText, type Price } from '../../catalog/prices.ts';
import type { Usage } from '../../reply/types.ts';
import { describePrice, formatWhen, type Localization } from '../../route/describe/status.ts';
import type { ModelView } from '../viewProtocol.ts';

/** Each model with what an image of each size costs at the gateway, as far as that is published. */
export function withPrices(
  models: readonly ModelView[],
  gateway: Gateway,
  voice: Localization,
): ModelView[] {
  return models.map((model) => {
    const prices = model.imageSizes.flatMap((size) => {
      const price = priceAt(gateway, model.id, asAsked(size));
      return price ? [{ size, dollars: dollars(price), says: describePrice(price, voice) }] : [];
    });
    return prices.length === 0 ? model : { ...model, prices };
  });
}

/** What a run probably cost, by the tokens of its image where the reply counts them; undefined where no price is known. */
export function costWords(
  { gateway, model }: { readonly gateway: Gateway; readonly model: string },
  imageSize: string,
  usage: Usage | undefined,
  voice: Localization,
): string | undefined {
  const { t } = voice;
  if (gateway.free) return t('nothing charged');
  const price = priceAt(gateway, model, asAsked(imageSize));
  if (price === undefined) return undefined;
  const tokens = usage?.outputByModality?.['IMAGE'] ?? price.tokens;
  const { host } = new URL(price.source);
  const about = priceText({ tokens, perMillion: price.perMillion });
  return t('about {0} ({1}, {2})', about, host, formatWhen(price.date, voice));
}

/** `auto` sends no size, and gets the model's usual one. */
function asAsked(size: string): string | undefined {
  return size === 'auto' ? undefined : size;
}

function dollars({ tokens, perMillion }: Price): number {
  return (tokens * perMillion) / 1_000_000;
}
