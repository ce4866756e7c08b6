import type { MatteProblem } from '../../assets/matte/verify.ts';
import { CancelledError, CheckError, SaveError, type EaselError } from '../../errors.ts';
import { nameList } from '../../text/nameList.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import { joinSentences } from '../message.ts';
import { describeLocalError } from '../messages.ts';

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

/**
 * Says which images of unfinished work are saved. A request that failed has a message of its own.
 *
 * @param names at least one
 * @param refusal why the next request wasn't sent
 */
export function describeKept(
  names: readonly string[],
  refusal: EaselError | undefined,
  t: Translate,
): string {
  const why = refusal instanceof CheckError ? describeLocalError(refusal, t) : undefined;
  const kept =
    names.length === 1
      ? t('{0} is saved.', nameList(names, t))
      : t('{0} are saved.', nameList(names, t));
  const unsent = refusal && t('The next request was not sent.');
  return joinSentences(why, kept, unsent);
}

/** Says why no image could be made of two, which are paid for and saved. */
export function describeUncombined(error: EaselError, t: Translate): string {
  const kept = t('The images on white and on black are saved. Combining them again is free.');
  if (error instanceof CancelledError) return kept;
  if (error instanceof SaveError) {
    return joinSentences(t("Couldn't write {0} ({1}).", sanitize(error.file), error.code), kept);
  }
  return error instanceof CheckError ? joinSentences(describeLocalError(error, t), kept) : kept;
}
