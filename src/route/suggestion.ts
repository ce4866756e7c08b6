import { checkChoices, type RequestedChoices } from '../catalog/choices.ts';
import { priceAt } from '../catalog/prices.ts';
import { CheckError } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import type { AlternativeRoute } from './alternatives.ts';
import type { Localization } from './describe/localization.ts';
import { describePrice } from './describe/price.ts';
import { describeStatus } from './describe/status.ts';
import { shouldWarn } from './status.ts';

/** An alternative route in words: its button, and the reason for it. */
export interface AlternativeSuggestion {
  /** The gateway's id. */
  readonly gateway: string;
  /** An id or alias, as the user would write it in the settings. */
  readonly model: string;
  /** The label of its button, which sends the request at once. */
  readonly label: string;
  readonly sentence: string;
}

/**
 * Describes the first alternative route that accepts the same request and has no recent bad news. Returns undefined without
 * such a route.
 *
 * @param request an alternative without these options would only reject it
 */
export function suggestAlternative(
  alternatives: readonly AlternativeRoute[],
  request: RequestedChoices,
  localization: Localization,
): AlternativeSuggestion | undefined {
  const best = alternatives.find((one) => !shouldWarn(one.status) && accepts(one, request));
  if (best === undefined) return undefined;
  const { gateway, model, status } = best;
  const { t } = localization;
  const [name, where] = [sanitize(model, 80), sanitize(gateway.label, 80)];
  const reason = t('{0} at {1}: {2}', name, where, describeStatus(status, localization));
  const price = priceAt(gateway, model, request.imageSize);
  const cost = price === undefined ? [] : [describePrice(price, localization)];
  return {
    gateway: gateway.id,
    model,
    label: t('Send with {0} ({1})', name, where),
    sentence: [reason, ...cost].join(' '),
  };
}

function accepts({ gateway, model }: AlternativeRoute, request: RequestedChoices): boolean {
  try {
    checkChoices(gateway, model, request);
    return true;
  } catch (error) {
    if (error instanceof CheckError) return false;
    throw error;
  }
}
