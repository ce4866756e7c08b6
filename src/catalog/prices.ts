import type { Gateway } from './gateways.ts';
import { findModel } from './lookup.ts';

/** What a gateway publishes that one image of a model costs. */
export interface Price {
  /** The model's id in the catalogue. */
  readonly model: string;
  /** Origin of the gateway that charges it: a price is a host's, whatever the user calls it. */
  readonly origin: string;
  /** As `imageSize` names it; without one, the model's only size or its usual one. */
  readonly size?: string;
  /** Output tokens that one image counts as. */
  readonly tokens: number;
  /** US dollars per million output tokens. */
  readonly perMillion: number;
  /** ISO day on which the page said so. */
  readonly date: string;
  readonly source: string;
}

const GOOGLE = 'https://generativelanguage.googleapis.com';
const GOOGLE_PRICING = 'https://ai.google.dev/gemini-api/docs/pricing';

const google = (row: Omit<Price, 'origin' | 'source'>): Price => ({
  origin: GOOGLE,
  source: GOOGLE_PRICING,
  ...row,
});

/**
 * Tokens per image: Google's image generation guide. Only what a gateway publishes per image is here: what Crazyrouter and
 * Routescope charge follows ratios that their operators set.
 */
export const PRICES: readonly Price[] = [
  google({ model: 'gemini-2.5-flash-image', tokens: 1290, perMillion: 30, date: '2025-08-26' }),
  ...[{}, { size: '1K' }, { size: '2K' }].map((size) =>
    google({
      model: 'gemini-3-pro-image-preview',
      ...size,
      tokens: 1120,
      perMillion: 120,
      date: '2025-11-20',
    }),
  ),
  google({
    model: 'gemini-3-pro-image-preview',
    size: '4K',
    tokens: 2000,
    perMillion: 120,
    date: '2025-11-20',
  }),
  ...[{}, { size: '1K' }].map((size) =>
    google({
      model: 'gemini-3.1-flash-image-preview',
      ...size,
      tokens: 1120,
      perMillion: 60,
      date: '2026-02-26',
    }),
  ),
  google({
    model: 'gemini-3.1-flash-image-preview',
    size: '512',
    tokens: 747,
    perMillion: 60,
    date: '2026-02-26',
  }),
];

/**
 * What an image probably costs there; undefined where nobody publishes it.
 *
 * @param size as `imageSize`; undefined for the model's usual one
 */
export function priceAt(
  gateway: Gateway,
  idOrAlias: string,
  size: string | undefined,
): Price | undefined {
  if (gateway.baseUrl === undefined) return undefined;
  const { origin } = new URL(gateway.baseUrl);
  const model = findModel(idOrAlias)?.id;
  return PRICES.find(
    (price) => price.origin === origin && price.model === model && price.size === size,
  );
}

/** In US dollars, rounded as far as an estimate goes: input tokens and thoughts come on top. */
export function priceText({ tokens, perMillion }: Pick<Price, 'tokens' | 'perMillion'>): string {
  return `$${((tokens * perMillion) / 1_000_000).toFixed(2)}`;
}
