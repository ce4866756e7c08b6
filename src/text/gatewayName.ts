import { sanitize } from './sanitize.ts';

/** The facts about a gateway in a message: its name, and whether it charges anything. */
export interface GatewayIdentity {
  readonly label: string;
  readonly free?: true | undefined;
}

/**
 * Returns a gateway's display name: its label, and the host that gets the money and the images. A free gateway runs on this
 * machine, where the host would only be a port number.
 *
 * @param gateway undefined where only the host is known
 */
export function gatewayDisplayName(host: string, gateway: GatewayIdentity | undefined): string {
  if (gateway === undefined) return host;
  const label = sanitize(gateway.label, 40);
  if (gateway.free) return label;
  return host === '' || label === host ? label : `${label} (${host})`;
}

/** Returns the {@link gatewayDisplayName} of a gateway in the settings. */
export function configuredGatewayName(
  gateway: GatewayIdentity & { readonly baseUrl: string | undefined },
): string {
  const { baseUrl } = gateway;
  return gatewayDisplayName(baseUrl === undefined ? '' : new URL(baseUrl).host, gateway);
}
