import type { Gateway } from './gateways.ts';
import { findModel } from './modelLookup.ts';

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

/** Output tokens of one image by size; `usual` is what a request without a size gets. */
type Tokens = Readonly<Partial<Record<'usual' | '512' | '1K' | '2K' | '4K', number>>>;

function google(model: string, date: string, perMillion: number, tokens: Tokens): readonly Price[] {
  return Object.entries(tokens).map(([size, count]) => ({
    model,
    origin: GOOGLE,
    ...(size === 'usual' ? {} : { size }),
    tokens: count,
    perMillion,
    date,
    source: GOOGLE_PRICING,
  }));
}

/**
 * From Google's page as of each row's day; it gives tokens, the price of a million of them, and what an image comes to. Only
 * what a gateway publishes per image is here: what Crazyrouter and Routescope charge follows ratios that their operators set.
 */
export const PRICES: readonly Price[] = [
  ...google('gemini-2.5-flash-image', '2026-09-03', 30, { usual: 1290 }),
  ...google('gemini-3-pro-image-preview', '2026-09-20', 120, {
    usual: 1120,
    '1K': 1120,
    '2K': 1120,
    '4K': 2000,
  }),
  ...google('gemini-3.1-flash-image-preview', '2026-09-03', 60, {
    usual: 1120,
    '512': 747,
    '1K': 1120,
    '2K': 1680,
    '4K': 2520,
  }),
  ...google('gemini-3.1-flash-lite-image', '2026-09-03', 30, { usual: 1120, '1K': 1120 }),
  // Copies of the page disagree about 4K, so it has no price here.
  ...google('gemini-nano-banana-2.1', '2026-10-07', 30, { usual: 1120, '1K': 1120, '2K': 1680 }),
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
