import { listGateways } from '../../catalog/configuredGateways.ts';
import type { ItemContext } from './view.ts';

/**
 * Returns a function that finds a gateway by its id. A gateway that is no longer in the settings is named by its id.
 *
 * @param setting the raw value of `easel.gateways`
 */
export function gatewayNames(setting: unknown): ItemContext['gateway'] {
  const { gateways } = listGateways(setting);
  return (id) => gateways.find((one) => one.id === id) ?? { label: id };
}
