import { protocolOf, type Gateway } from './gateways.ts';
import { MODELS, type Capabilities, type Model, type Retirement } from './models.ts';

/** The model of a run that names none, at gateways without a default of their own. The manifest shows it for `easel.model`. */
export const DEFAULT_MODEL = 'gemini-3.1-flash-image-preview';

/**
 * Returns the model that a run at a gateway uses.
 *
 * @param chosen an id or alias that the user named; undefined for the gateway's default
 */
export function modelAt(gateway: Gateway | undefined, chosen: string | undefined): string {
  return chosen ?? gateway?.defaultModel ?? DEFAULT_MODEL;
}

/** Finds a model by an id or an alias; undefined for a free-text id, which always works unchecked. */
export function findModel(idOrAlias: string): Model | undefined {
  const wanted = idOrAlias.trim();
  return MODELS.find(
    ({ id, aliases, otherIds }) =>
      id === wanted || aliases.includes(wanted) || otherIds.includes(wanted),
  );
}

/** Returns how lists show a model: `Nano Banana 2 (gemini-3.1-flash-image-preview)`, or a free-text id as it is. */
export function modelLabel(idOrAlias: string): string {
  const name = findModel(idOrAlias)?.name;
  return name === undefined ? idOrAlias : `${name} (${idOrAlias})`;
}

/**
 * Returns the model id for the path of a request. The user's own table for the gateway counts first. An id
 * that the gateway has shut down is replaced by the one it serves. Any other id that was spelled out
 * stays as it is.
 *
 * @param now in ms since 1970: an id is replaced from the day of its shutdown
 */
export function modelIdAt(gateway: Gateway, idOrAlias: string, now: number): string {
  const id = idOrAlias.trim();
  const model = findModel(id);
  const own = ownValue(gateway.models, id) ?? (model && ownValue(gateway.models, model.id));
  if (own !== undefined) return own;
  if (model === undefined) return id;
  const usual = ownValue(model.idAt, catalogId(gateway)) ?? model.id;
  const isSpelledOut = id === model.id || model.otherIds.includes(id);
  return isSpelledOut && retiredAt(gateway, model, id, now) === undefined ? id : usual;
}

/** Returns the shutdown of a model id at a gateway, once it has happened. @param now in ms since 1970 */
export function retiredAt(
  gateway: Gateway,
  model: Model,
  id: string,
  now: number,
): Retirement | undefined {
  const served = catalogId(gateway);
  return model.retirements.find(
    (retirement) =>
      retirement.gateway === served &&
      retirement.id === id &&
      retirement.what === 'shut-down' &&
      Date.parse(retirement.date) <= now,
  );
}

/** Returns what a model accepts at a gateway; undefined for an undocumented model. */
export function capabilitiesAt(gateway: Gateway, model: Model): Capabilities | undefined {
  if (model.capabilities === undefined) return undefined;
  return { ...model.capabilities, ...ownValue(model.capabilitiesAt ?? {}, catalogId(gateway)) };
}

/** Returns the MIME types of images that a route takes; undefined if that isn't documented. */
export function inputTypesAt(gateway: Gateway, idOrAlias: string): readonly string[] | undefined {
  const model = findModel(idOrAlias);
  return gateway.inputTypes ?? (model && capabilitiesAt(gateway, model)?.inputTypes);
}

/** The catalog describes gateways by the ids of the built-in ones. Any other gateway has no entries. */
function catalogId(gateway: Gateway): string {
  return protocolOf(gateway)?.id ?? '';
}

/** Reads own properties only: users type the keys, and `constructor` isn't a model. */
function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
