import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

import { isPublicAddress } from '../../catalog/addresses.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Resolves a name to all of its addresses. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** The code of the error that a connection fails with when a name resolves to a private address. */
export const PRIVATE_ADDRESS = 'ERR_EASEL_PRIVATE_ADDRESS';

/**
 * Creates a name lookup for sockets that fails when any address of a name isn't public. The
 * socket connects to the very addresses that were checked, so a name that changes its answer (DNS
 * rebinding) gains nothing. Behind a proxy no socket calls it: the proxy resolves there, and the
 * request carries no secret.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
          callback(Object.assign(new Error(PRIVATE_ADDRESS), { code: PRIVATE_ADDRESS }), '', 0);
        } else if (options.all === true) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('lookup'), '', 0);
      },
    );
  };
}
