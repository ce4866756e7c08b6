import type { AskView } from '../../../src/panel/ask/protocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import type { Choices } from './draft.ts';
import { fill } from '../../shared/fill.ts';

type Priced = Pick<Choices, 'count' | 'prices' | 'imageSize'> & Partial<Pick<Choices, 'requested'>>;

/** Says how many requests a run sends and what they cost; undefined for one request without a published price. */
export function costLine(
  { count, prices = [], imageSize, requested }: Priced,
  { free }: Pick<AskView, 'free'>,
  strings: PanelStrings,
): string | undefined {
  if (free) return count > 1 ? fill(strings.requestsFree, count) : undefined;
  const price = prices.find(({ size }) => size === (requested?.imageSize ?? imageSize));
  if (count === 1) return price?.sentence;
  if (price === undefined) return fill(strings.requests, count);
  const total = `$${(price.dollars * count).toFixed(2)}`;
  return fill(strings.requestsCost, count, total, price.sentence);
}
