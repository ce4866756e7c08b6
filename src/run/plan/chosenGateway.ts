import { type Gateway } from '../../catalog/gateways.ts';
import { findGateway, listGateways } from '../../catalog/configuredGateways.ts';
import { CheckError } from '../../errors.ts';
import type { Settings } from './settings.ts';

/** Returns the gateway of the settings, or why it can't be used; undefined if none is chosen. */
export function chosenGateway({
  gateway,
  gateways,
}: Pick<Settings, 'gateway' | 'gateways'>): Gateway | CheckError | undefined {
  if (gateway === '') return undefined;
  try {
    return findGateway(gateway, listGateways(gateways));
  } catch (error) {
    if (error instanceof CheckError) return error;
    throw error;
  }
}
