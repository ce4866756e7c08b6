import { findGateway, listGateways, type Gateway } from '../../catalog/gateways.ts';
import { CheckError } from '../../errors.ts';
import type { Settings } from './settings.ts';

/** The gateway of the settings, or why it cannot be used; undefined while none is chosen. */
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
