import type { Charge } from '../../errors.ts';
import type { Translate } from '../../text/translate.ts';
import { sizeText } from '../../text/format.ts';
import { nameList } from '../../text/nameList.ts';
import { sanitize } from '../../text/sanitize.ts';

/** A file, and why it was not edited, in sentences. */
export interface FileReason {
  readonly name: string;
  readonly reason: string;
}

/** A file whose edit failed. */
export interface FailedFile extends FileReason {
  /** The reason with what it cost. */
  readonly message: string;
  /** A request was made for it, even if it didn't arrive. */
  readonly wasSent: boolean;
}

/** The facts about the end of a batch. Every file is counted once. */
export interface BatchFacts {
  /** How many files were edited. */
  readonly saved: number;
  /** The paths of the results. */
  readonly results: readonly string[];
  /** Of the results. */
  readonly bytes: number;
  readonly failed: readonly FailedFile[];
  /** Left out before the batch started, because they are not whole images. */
  readonly skipped: readonly FileReason[];
  readonly untried: readonly string[];
  readonly isCancelled: boolean;
  /** What the failures cost at worst. */
  readonly charge: Charge;
  /** What the results should be checked for. */
  readonly warnings: readonly FileReason[];
}

/** Describes the end of a batch: the counts, money, and then the reasons, so that a notice can drop the last ones. */
export function describeBatch(facts: BatchFacts, t: Translate): readonly string[] {
  const { failed, skipped, untried, warnings } = facts;
  const isDone = failed.length === 0 && untried.length === 0;
  const counts = [
    ...(failed.length > 0 ? [t('{0} failed', failed.length)] : []),
    ...(skipped.length > 0 ? [t('{0} skipped', skipped.length)] : []),
    ...(untried.length > 0 ? [t('{0} not tried', untried.length)] : []),
  ].join(', ');
  return [
    editedSentence(facts, t),
    ...(isDone ? skippedSentences(skipped, t) : [`${counts}.`]),
    ...chargeOfFailures(facts, t),
    ...failed.map(nameAndReason),
    ...(isDone ? [] : skipped.map(nameAndReason)),
    ...warnings.map(nameAndReason),
  ];
}

/** Tells whether every file was edited, and no result needs a look. */
export function isCleanBatch({ failed, skipped, untried, warnings }: BatchFacts): boolean {
  return [failed, skipped, untried, warnings].every(({ length }) => length === 0);
}

/** Counts the files that were to be edited: those that were skipped aren't among them. */
function editedSentence(facts: BatchFacts, t: Translate): string {
  const { saved, bytes, failed, skipped, untried, isCancelled } = facts;
  const all = saved + failed.length + untried.length;
  const edited =
    saved < all
      ? t('Edited {0} of {1} images.', saved, all)
      : skipped.length > 0
        ? t('Edited {0} images.', saved)
        : t('Edited {0} images ({1}).', saved, sizeText(bytes));
  return isCancelled ? `${t('Canceled.')} ${edited}` : edited;
}

function skippedSentences(skipped: readonly FileReason[], t: Translate): readonly string[] {
  if (skipped.length === 0) return [];
  const names = nameList(
    skipped.map(({ name }) => name),
    t,
  );
  return [
    t('Skipped {0}: {1}.', skipped.length, names),
    skipped.length === 1 ? t('Nothing was sent for it.') : t('Nothing was sent for them.'),
  ];
}

/** Returns the lines of the details: one for each file. */
export function batchDetails(facts: BatchFacts, t: Translate): readonly string[] {
  const { results, failed, skipped, untried, warnings } = facts;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)];
  const messages = failed.map(({ name, message }) => ({ name, reason: message }));
  return [
    editedSentence(facts, t),
    ...chargeOfFailures(facts, t),
    ...section(t('Failed'), messages.map(nameAndReason)),
    ...section(t('Skipped, nothing was sent'), skipped.map(nameAndReason)),
    ...section(
      t('Not tried'),
      untried.map((name) => sanitize(name)),
    ),
    ...section(t('Saved with warnings'), warnings.map(nameAndReason)),
    ...section(
      t('Saved'),
      results.map((name) => sanitize(name)),
    ),
  ];
}

/** Returns the sentence about the money of failures, if there are any. A notice always shows it. */
export function chargeOfFailures(
  { charge, failed }: Pick<BatchFacts, 'charge' | 'failed'>,
  t: Translate,
): readonly string[] {
  if (failed.length === 0) return [];
  switch (charge) {
    case 'no':
      return failed.some(({ wasSent }) => wasSent)
        ? [t("Failures weren't charged.")]
        : [t("Failed files weren't sent.")];
    case 'maybe':
      return [t('You may have been charged for failures.')];
    case 'yes':
      return [t('You were charged for failures.')];
  }
}

/** Most reasons name the file already. */
function nameAndReason({ name, reason }: FileReason): string {
  const plain = sanitize(name, 80);
  return reason.includes(plain) ? reason : `${plain}: ${reason}`;
}
