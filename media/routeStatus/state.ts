import type { GatewayView, RouteView, StatusView } from '../../src/routePage/protocol.ts';
import type { StatusStrings } from '../../src/routePage/stringsProtocol.ts';

/** State that outlives the document, which VS Code destroys whenever the page is hidden. */
export interface SavedState {
  readonly filter: string;
}

/** Everything that the page renders. */
export interface StatusState {
  readonly saved: SavedState;
  /** Undefined until the host answers `ready`. */
  readonly strings: StatusStrings | undefined;
  readonly view: StatusView | undefined;
}

/** Parses saved state, which may come from an earlier version. */
export function parseSavedState(value: unknown): SavedState {
  const filter = (value as { readonly filter?: unknown } | null | undefined)?.filter;
  return { filter: typeof filter === 'string' ? filter : '' };
}

/** Returns the routes that contain every word of the filter, and only the gateways that have such routes. */
export function filterRoutes(view: StatusView, filter: string): readonly GatewayView[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== ''); // prettier-ignore
  if (words.length === 0) return view.gateways;
  return view.gateways
    .map((gateway) => ({
      ...gateway,
      routes: gateway.routes.filter((route) => {
        const text = searchText(gateway, route);
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ routes }) => routes.length > 0);
}

export function countRoutes(gateways: readonly GatewayView[]): number {
  return gateways.reduce((sum, { routes }) => sum + routes.length, 0);
}

function searchText(gateway: GatewayView, route: RouteView): string {
  const { model, operation, label } = route;
  return [gateway.label, gateway.location, model, operation, label].join(' ').toLowerCase();
}
