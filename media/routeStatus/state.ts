import type { GatewayView, RouteView, StatusView } from '../../src/routePage/protocol.ts';
import type { StatusStrings } from '../../src/routePage/stringsProtocol.ts';

/** What outlives the document: VS Code takes it down whenever the page is hidden. */
export interface Kept {
  readonly filter: string;
}

/** What the page is drawn from. */
export interface StatusState {
  readonly kept: Kept;
  /** Undefined until the host has answered `ready`. */
  readonly strings: StatusStrings | undefined;
  readonly view: StatusView | undefined;
}

/** An earlier version may have kept something else. */
export function parseKept(value: unknown): Kept {
  const filter = (value as { readonly filter?: unknown } | null | undefined)?.filter;
  return { filter: typeof filter === 'string' ? filter : '' };
}

/** The routes in which every word of the filter occurs, under their gateways; a gateway without any is left out. */
export function matching(view: StatusView, filter: string): readonly GatewayView[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== ''); // prettier-ignore
  if (words.length === 0) return view.gateways;
  return view.gateways
    .map((gateway) => ({
      ...gateway,
      routes: gateway.routes.filter((route) => {
        const text = searchable(gateway, route);
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ routes }) => routes.length > 0);
}

export function countRoutes(gateways: readonly GatewayView[]): number {
  return gateways.reduce((sum, { routes }) => sum + routes.length, 0);
}

function searchable(gateway: GatewayView, route: RouteView): string {
  const { model, operation, label } = route;
  return [gateway.label, gateway.location, model, operation, label].join(' ').toLowerCase();
}
