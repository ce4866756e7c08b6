import { checkAsked, type Asked } from '../catalog/lookup.ts';
import { priceAt } from '../catalog/prices.ts';
import { CheckError } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import type { AlternativeRoute } from './alternatives.ts';
import { describePrice, describeStatus, type Localization } from './describe/status.ts';
import { shouldWarn } from './status.ts';

/** Another route, in words: what its button says, and why it. */
export interface AlternativeSuggestion {
  readonly gateway: string;
  /** As a user would name it. */
  readonly model: string;
  readonly label: string;
  readonly sentence: string;
}

/**
 * The first of the alternatives that would take the same request and that nothing fresh speaks against.
 *
 * @param asked what the run asks for: a route that lacks it would only be refused
 */
export function suggestAlternative(
  alternatives: readonly AlternativeRoute[],
  asked: Asked,
  voice: Localization,
): AlternativeSuggestion | undefined {
  const found = alternatives.find((one) => !shouldWarn(one.status) && accepts(one, asked));
  if (found === undefined) return undefined;
  const { gateway, model, status } = found;
  const { t } = voice;
  const [name, where] = [sanitize(model, 80), sanitize(gateway.label, 80)];
  const price = priceAt(gateway, model, asked.imageSize);
  const cost = price === undefined ? [] : [describePrice(price, voice)];
  return {
    gateway: gateway.id,
    model,
    label: t('Use {0} ({1})', name, where),
    sentence: [t('{0} at {1}: {2}', name, where, describeStatus(status, voice)), ...cost].join(' '),
  };
}

function accepts({ gateway, model }: AlternativeRoute, asked: Asked): boolean {
  try {
    checkAsked(gateway, model, asked);
    return true;
  } catch (error) {
    if (error instanceof CheckError) return false;
    throw error;
  }
}
