import type { MatteProblem } from '../../assets/matte/verify.ts';
import type { Translate } from '../../text/translate.ts';

/** Says what may be wrong with an image that was made of two; undefined if nothing is. */
export function describePassDoubts(
  doubts: readonly MatteProblem[],
  t: Translate,
): string | undefined {
  if (doubts.length === 0) return undefined;
  if (doubts.includes('passes-differ')) {
    return t(
      "The two images don't show the same, so the background was found in the first one alone. Check it.",
    );
  }
  return t(
    'Check it: parts of the background may be left, or parts of the subject may be missing.',
  );
}
