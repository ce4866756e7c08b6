import { sanitize } from './sanitize.ts';

/** The gateway that is spoken of: what it is called, and whether it takes money at all. */
export interface GatewayIdentity {
  readonly label: string;
  readonly free?: true | undefined;
}

/**
 * A gateway for eyes: its label and the host that money and images go to. A free one is on this machine, where a port
 * would tell nobody anything.
 *
 * @param gateway undefined: all that is known is the host
 */
export function gatewayDisplayName(host: string, gateway: GatewayIdentity | undefined): string {
  if (gateway === undefined) return host;
  const label = sanitize(gateway.label, 40);
  if (gateway.free) return label;
  return host === '' || label === host ? label : `${label} (${host})`;
}

/** {@link gatewayDisplayName} of a gateway as it is set up. */
export function configuredGatewayName(
  gateway: GatewayIdentity & { readonly baseUrl: string | undefined },
): string {
  const { baseUrl } = gateway;
  return gatewayDisplayName(baseUrl === undefined ? '' : new URL(baseUrl).host, gateway);
}
