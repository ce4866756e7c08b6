import type { Gateway } from '../catalog/gateways.ts';
import { modelIdAt } from '../catalog/modelLookup.ts';

export type Operation = 'generate' | 'edit';

/**
 * The two request paths that gateways document. Easel sends to `generateContent` only. `images` is the older
 * `POST /v1/images/generations`: Easel knows it to show its status and to point to the newer path.
 */
export type Path = 'generateContent' | 'images';

/** One way to get an image. A route status describes one route. */
export interface Route {
  /** The gateway's id. */
  readonly gateway: string;
  readonly path: Path;
  /** The id in the request's URL. The preview and the stable id of a model are two routes: one may fail while the other works. */
  readonly model: string;
  readonly operation: Operation;
}

/**
 * Returns the route that a run uses.
 *
 * @param idOrAlias the model as the user named it; resolved exactly as for the request
 * @param now ms since 1970: a gateway's id for a model changes on its shutdown date
 */
export function routeOf(
  gateway: Gateway,
  idOrAlias: string,
  operation: Operation,
  now: number,
): Route {
  const model = modelIdAt(gateway, idOrAlias, now);
  return { gateway: gateway.id, path: 'generateContent', model, operation };
}

/** Returns a text that identifies a route. JSON keeps it unambiguous for every free-text id. */
export function routeKey({ gateway, path, model, operation }: Route): string {
  return JSON.stringify([gateway, path, operation, model]);
}
