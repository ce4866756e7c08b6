import type { LookupFunction } from 'node:net';

import type { Resolve } from './resolve.ts';
import { connectableAddresses } from './resolved.ts';

export { systemResolve, type Address, type Resolve } from './resolve.ts';

/** The code of the error that a connection fails with when a name resolves to a private address. */
export const PRIVATE_ADDRESS = 'ERR_EASEL_PRIVATE_ADDRESS';

/**
 * Creates a name lookup for sockets that fails when a name resolves to a place that isn't public: see
 * {@link connectableAddresses}. The socket connects to the very addresses that were checked, so a name that changes its answer
 * (DNS rebinding) gains nothing. Behind a proxy no socket calls it: the proxy resolves there, and the request carries no secret.
 *
 * @param privateSiblingOf the gateway's host, if the host of the URL is its sibling
 */
export function publicLookup(resolve: Resolve, privateSiblingOf?: string): LookupFunction {
  return (hostname, options, callback) => {
    connectableAddresses(hostname, resolve, privateSiblingOf).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) {
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
