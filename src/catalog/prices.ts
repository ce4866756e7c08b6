import type { Gateway } from './gateways.ts';
import { findModel } from './modelLookup.ts';

/** A gateway's published price for one image of a model. */
export interface Price {
  /** The model's id in the catalog. */
  readonly model: string;
  /** The origin that charges it: the price belongs to the host, whatever id the user gave the gateway. */
  readonly origin: string;
  /** As in `imageSize`. Missing for the model's only or usual size. */
  readonly size?: string;
  /** Output tokens of one image. */
  readonly tokens: number;
  /** US dollars per million output tokens. */
  readonly perMillion: number;
  /** The ISO date of the page. */
  readonly date: string;
  readonly source: string;
}

const GOOGLE = 'https://generativelanguage.googleapis.com';
const GOOGLE_PRICING = 'https://ai.google.dev/gemini-api/docs/pricing';

/** Output tokens of one image by size. `usual` is for a request without a size. */
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
 * Google's prices, from its pricing page as of each row's date: tokens per image, and the price of a
 * million tokens. Crazyrouter and Routescope publish no price per image: their operators set ratios.
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
  // Copies of the page disagree about 4K, so that size has no price here.
  ...google('gemini-nano-banana-2.1', '2026-10-07', 30, { usual: 1120, '1K': 1120, '2K': 1680 }),
];

/**
 * Finds the price of one image at a gateway; undefined when the gateway doesn't publish it.
 *
 * @param size as in `imageSize`; undefined for the model's usual size
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

/** Formats a price in US dollars. Rounded to cents, because input tokens and thoughts come on top of it. */
export function priceText({ tokens, perMillion }: Pick<Price, 'tokens' | 'perMillion'>): string {
  return `$${((tokens * perMillion) / 1_000_000).toFixed(2)}`;
}
