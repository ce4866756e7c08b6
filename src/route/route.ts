import type { Gateway } from '../catalog/gateways.ts';
import { modelIdAt } from '../catalog/lookup.ts';

export type Operation = 'generate' | 'edit';

/**
 * The two paths that the pages speak of. Easel sends to `generateContent` alone; `images` is the older
 * `POST /v1/images/generations`, known so that its status can be told and people led away from it.
 */
export type Path = 'generateContent' | 'images';

/** One way to an image: what a status is about. */
export interface Route {
  /** The gateway's id. */
  readonly gateway: string;
  readonly path: Path;
  /** The id on the wire: a model's preview and stable twins are two routes, and only one of them may work. */
  readonly model: string;
  readonly operation: Operation;
}

/**
 * The route of a run.
 *
 * @param idOrAlias as the user named the model; resolved as for the request itself
 * @param now ms since the epoch: ids change on the day they are shut down
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

/** A text that two routes share only if they are the same; unambiguous whatever a free-text id holds. */
export function routeKey({ gateway, path, model, operation }: Route): string {
  return JSON.stringify([gateway, path, operation, model]);
}
