import { CheckError } from '../errors.ts';
import type { Gateway } from './gateways.ts';
import { capabilitiesAt, findModel } from './modelLookup.ts';
import { MODELS } from './models.ts';

/** The options of a request that decide the shape and size of its result. */
export const CHOICES = ['aspectRatio', 'imageSize'] as const;
export type Choice = (typeof CHOICES)[number];

/** The forms that any model might accept: `16:9`, `1.91:1`; `512`, `2K`, `1024px`, `1024x768`. */
const FORMS: Readonly<Record<Choice, RegExp>> = {
  aspectRatio: /^\d{1,5}(?:\.\d{1,3})?:\d{1,5}(?:\.\d{1,3})?$/,
  imageSize: /^\d{1,5}(?:\.\d{1,3})?(?:k|px|x\d{1,5})?$/i,
};

/** Returns whether a value has the form of a ratio or a size. For an undocumented model, nothing more can be checked. */
export function isWellFormed(what: Choice, value: string): boolean {
  return FORMS[what].test(value);
}

/** Returns the ratios to offer at a gateway: those of the model, or those of all models for an undocumented one. */
export function ratiosAt(gateway: Gateway, idOrAlias: string): readonly string[] {
  const model = findModel(idOrAlias);
  const own = model && capabilitiesAt(gateway, model)?.aspectRatios;
  return (
    own ?? [...new Set(MODELS.flatMap(({ capabilities }) => capabilities?.aspectRatios ?? []))]
  );
}

export interface RequestedChoices extends Readonly<Partial<Record<Choice, string | undefined>>> {
  /** How many images the request carries. */
  readonly images: number;
  /** The choices that come from the settings, not from the run itself. */
  readonly bySetting?: readonly Choice[];
}

/**
 * Refuses choices that a model lacks before the request costs money: gateways ignore them silently or
 * answer 400. For an undocumented model, it only checks their form.
 *
 * @throws CheckError `not-offered`, `ill-formed`, or `too-many-images`
 */
export function checkChoices(
  gateway: Gateway,
  idOrAlias: string,
  requested: RequestedChoices,
): void {
  const model = findModel(idOrAlias);
  const capabilities = model && capabilitiesAt(gateway, model);
  for (const what of CHOICES) {
    const value = requested[what];
    if (value === undefined) continue;
    const facts = {
      what,
      asked: value,
      ...(requested.bySetting?.includes(what) && { bySetting: true as const }),
    };
    if (capabilities === undefined) {
      if (!isWellFormed(what, value)) throw new CheckError({ kind: 'ill-formed', ...facts });
      continue;
    }
    const offered = what === 'aspectRatio' ? capabilities.aspectRatios : capabilities.imageSizes;
    if (offered.includes(value)) continue;
    throw new CheckError({ kind: 'not-offered', model: idOrAlias, offered, ...facts });
  }
  const most = capabilities?.maxImages;
  if (most !== undefined && requested.images > most) {
    throw new CheckError({
      kind: 'too-many-images',
      model: idOrAlias,
      given: requested.images,
      most,
    });
  }
}
