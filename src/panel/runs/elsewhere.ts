import type { Gateway } from '../../catalog/gateways.ts';

/** The gateways that Try Again can use, where they differ in what the user pays. */
export interface Elsewhere {
  readonly current: Gateway;
  /** The gateway of the earlier run. Missing: it isn't known, or no longer in the settings. */
  readonly earlier?: Gateway;
}

/**
 * Tells whether a repeated run would be charged elsewhere than the run it repeats.
 *
 * @param earlier the id of the earlier run's gateway; undefined for results of earlier versions
 * @param current the gateway of the settings; undefined while none is selected, when the user is asked for one anyway
 * @returns undefined if there is nothing to ask: the gateway is the same, or the current one charges nothing
 */
export function chargedElsewhere(
  earlier: string | undefined,
  current: Gateway | undefined,
  find: (id: string) => Gateway | undefined,
): Elsewhere | undefined {
  if (current === undefined || current.id === earlier || current.free) return undefined;
  const found = earlier === undefined ? undefined : find(earlier);
  return { current, ...(found && { earlier: found }) };
}
