import { BUILT_IN_GATEWAYS, type Gateway } from '../../catalog/gateways.ts';
import { MODELS, type Retirement } from '../../catalog/models.ts';
import type { Statement } from './statement.ts';
import { APRIL_EDIT } from './crazyrouterAprilEdit.ts';
import { APRIL_GENERATE } from './crazyrouterAprilGenerate.ts';
import { APRIL_NANO_BANANA_2 } from './crazyrouterAprilNanoBanana2.ts';
import { MARCH } from './crazyrouterMarch.ts';
import { ROUTESCOPE } from './routescope.ts';

/** What gateways' own pages say about their routes. */
export const PUBLISHED: readonly Statement[] = [
  ...MARCH,
  ...APRIL_EDIT,
  ...APRIL_GENERATE,
  ...APRIL_NANO_BANANA_2,
  ...ROUTESCOPE,
];

/** Every announced end of a model's id, of all models of the catalogue. */
export const RETIREMENTS: readonly Retirement[] = MODELS.flatMap(({ retirements }) => retirements);

/**
 * The rows that hold for a gateway as the user has set it up. A page speaks of a host: a built-in id that was
 * pointed elsewhere inherits none of it, and an own gateway at that host inherits all.
 */
export function entriesForGateway<Row extends { readonly gateway: string }>(
  gateway: Gateway,
  rows: readonly Row[],
): readonly Row[] {
  const origin = originOf(gateway);
  if (origin === undefined) return [];
  const known = BUILT_IN_GATEWAYS.find((builtIn) => originOf(builtIn) === origin);
  return rows
    .filter((row) => row.gateway === known?.id)
    .map((row) => ({ ...row, gateway: gateway.id }));
}

function originOf({ baseUrl }: Gateway): string | undefined {
  return baseUrl === undefined ? undefined : new URL(baseUrl).origin;
}
