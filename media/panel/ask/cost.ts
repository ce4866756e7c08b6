import type { HostView } from '../../../src/panel/viewProtocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import type { Choices } from './draft.ts';
import { fill } from '../../shared/fill.ts';

/** What a run will cost and how many requests it makes, before it starts; undefined where there is nothing to say. */
export function costLine(
  { count, prices = [], imageSize }: Pick<Choices, 'count' | 'prices' | 'imageSize'>,
  { free }: Pick<HostView, 'free'>,
  strings: PanelStrings,
): string | undefined {
  if (free) return count > 1 ? fill(strings.requestsFree, count) : undefined;
  const price = prices.find(({ size }) => size === imageSize);
  if (count === 1) return price?.says;
  if (price === undefined) return fill(strings.requests, count);
  const all = `$${(price.dollars * count).toFixed(2)}`;
  return fill(strings.requestsCost, count, all, price.says);
}
