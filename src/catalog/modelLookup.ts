import { CheckError } from '../errors.ts';
import type { Gateway } from './gateways.ts';
import { MODELS, type Capabilities, type Model, type Retirement } from './models.ts';

/** The model behind an id or alias; undefined for a free-text id, which always works, unchecked. */
export function findModel(idOrAlias: string): Model | undefined {
  const wanted = idOrAlias.trim();
  return MODELS.find(
    ({ id, aliases, otherIds }) =>
      id === wanted || aliases.includes(wanted) || otherIds.includes(wanted),
  );
}

/**
 * The id to put into the request's path. The user's own table for the gateway wins; then an id that the gateway no longer
 * serves gives way to the one it does; otherwise an id that was spelled out is sent as it is.
 *
 * @param now ms since the epoch: an id is replaced from the day it is shut down
 */
export function modelIdAt(gateway: Gateway, idOrAlias: string, now: number): string {
  const asked = idOrAlias.trim();
  const model = findModel(asked);
  const own = ownValue(gateway.models, asked) ?? (model && ownValue(gateway.models, model.id));
  if (own !== undefined) return own;
  if (model === undefined) return asked;
  const usual = ownValue(model.idAt, gateway.id) ?? model.id;
  const spelledOut = asked === model.id || model.otherIds.includes(asked);
  return spelledOut && retiredAt(gateway, model, asked, now) === undefined ? asked : usual;
}

/** The shut-down of an id at a gateway, where one has happened. */
export function retiredAt(
  gateway: Gateway,
  model: Model,
  id: string,
  now: number,
): Retirement | undefined {
  return model.retirements.find(
    (row) =>
      row.gateway === gateway.id &&
      row.id === id &&
      row.what === 'shut-down' &&
      Date.parse(row.date) <= now,
  );
}

/** What a model may be asked for at a gateway; undefined where nobody documents it. */
export function capabilitiesAt(gateway: Gateway, model: Model): Capabilities | undefined {
  if (model.capabilities === undefined) return undefined;
  return { ...model.capabilities, ...ownValue(model.capabilitiesAt ?? {}, gateway.id) };
}

/** What of a result a request may choose. */
export const CHOICES = ['aspectRatio', 'imageSize'] as const;
export type Choice = (typeof CHOICES)[number];

/** What any model might take: `16:9`, `1.91:1`; `512`, `2K`, `1024px`, `1024x768`. */
const FORMS: Readonly<Record<Choice, RegExp>> = {
  aspectRatio: /^\d{1,5}(?:\.\d{1,3})?:\d{1,5}(?:\.\d{1,3})?$/,
  imageSize: /^\d{1,5}(?:\.\d{1,3})?(?:k|px|x\d{1,5})?$/i,
};

/** Whether it is a ratio or a size at all: for a model that nobody documents, more is not known. */
export function isWellFormed(what: Choice, value: string): boolean {
  return FORMS[what].test(value);
}

export interface RequestedChoices extends Readonly<Partial<Record<Choice, string | undefined>>> {
  /** How many images go along. */
  readonly images: number;
  /** What the settings ask for, and not the run by itself. */
  readonly bySetting?: readonly Choice[];
}

/**
 * Refuses what the model lacks before money is spent: gateways ignore it silently or answer 400. Where nobody documents what
 * the model has, anything passes that is a ratio or a size at all.
 *
 * @throws CheckError `not-offered`, `ill-formed` or `too-many-images`
 */
export function checkChoices(gateway: Gateway, idOrAlias: string, asked: RequestedChoices): void {
  const model = findModel(idOrAlias);
  const can = model && capabilitiesAt(gateway, model);
  for (const what of CHOICES) {
    const value = asked[what];
    if (value === undefined) continue;
    const facts = {
      what,
      asked: value,
      ...(asked.bySetting?.includes(what) && { bySetting: true as const }),
    };
    if (can === undefined) {
      if (!isWellFormed(what, value)) throw new CheckError({ kind: 'ill-formed', ...facts });
      continue;
    }
    const offered = what === 'aspectRatio' ? can.aspectRatios : can.imageSizes;
    if (offered.includes(value)) continue;
    throw new CheckError({ kind: 'not-offered', model: idOrAlias, offered, ...facts });
  }
  if (can?.mostImages !== undefined && asked.images > can.mostImages) {
    throw new CheckError({
      kind: 'too-many-images',
      model: idOrAlias,
      given: asked.images,
      most: can.mostImages,
    });
  }
}

/** Own keys only: the tables are keyed by what a user typed, and `constructor` is no model. */
function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
