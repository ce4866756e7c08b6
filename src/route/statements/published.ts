import { builtInAt, type Gateway } from '../../catalog/gateways.ts';
import { MODELS, type Retirement } from '../../catalog/models.ts';
import type { Statement } from './statement.ts';
import { APRIL_EDIT } from './crazyrouterAprilEdit.ts';
import { APRIL_GENERATE } from './crazyrouterAprilGenerate.ts';
import { APRIL_NANO_BANANA_2 } from './crazyrouterAprilNanoBanana2.ts';
import { UNDATED } from './crazyrouterUndated.ts';
import { MARCH } from './crazyrouterMarch.ts';
import { ROUTESCOPE } from './routescope.ts';

/** Everything that the gateways' own pages say about their routes. */
export const PUBLISHED: readonly Statement[] = [
  ...MARCH,
  ...APRIL_EDIT,
  ...APRIL_GENERATE,
  ...APRIL_NANO_BANANA_2,
  ...UNDATED,
  ...ROUTESCOPE,
];

/** Every announced shutdown of a model's id in the catalog. */
export const RETIREMENTS: readonly Retirement[] = MODELS.flatMap(({ retirements }) => retirements);

/**
 * Returns the entries that apply to a gateway as the user configured it. A page describes a host: a built-in gateway
 * with another base URL gets none of its entries, and a user's gateway at that host gets all of them.
 */
export function entriesForGateway<Entry extends { readonly gateway: string }>(
  gateway: Gateway,
  entries: readonly Entry[],
): readonly Entry[] {
  const host = builtInAt(gateway.baseUrl)?.id;
  return entries
    .filter((entry) => entry.gateway === host)
    .map((entry) => ({ ...entry, gateway: gateway.id }));
}
