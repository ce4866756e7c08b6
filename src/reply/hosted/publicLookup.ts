import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

import { isPublicAddress } from '../../catalog/addresses.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

/** The code of the error by which a socket reports that a name leads inward. */
export const INNER_ADDRESS = 'ERR_EASEL_INNER_ADDRESS';

/**
 * A socket's own name lookup that refuses a name of which any address is not public. What was
 * checked is what the socket connects to, so a name that changes its answer gains nothing. Behind a
 * proxy it is not called: there the proxy resolves, and the request carries no secret.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
          callback(Object.assign(new Error(INNER_ADDRESS), { code: INNER_ADDRESS }), '', 0);
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
