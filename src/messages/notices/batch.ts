import type { Charge } from '../../errors.ts';
import type { Translate } from '../../text/translate.ts';
import { sizeText } from '../../text/format.ts';
import { sanitize } from '../../text/sanitize.ts';

/** A file, and why it was not edited, in sentences. */
export interface FileReason {
  readonly name: string;
  readonly reason: string;
}

/** The facts about the end of a batch. Every file is counted once. */
export interface BatchFacts {
  readonly saved: number;
  /** Of the saved files. */
  readonly bytes: number;
  readonly failed: readonly FileReason[];
  /** Left out before the batch started, because they are not images. */
  readonly skipped: readonly FileReason[];
  readonly untried: readonly string[];
  readonly isCancelled: boolean;
  /** What the failures cost at worst. */
  readonly charge: Charge;
  /** What the results should be checked for. */
  readonly warnings: readonly FileReason[];
}

/** Describes the end of a batch: the count, money, and then the reasons, so that a notice can drop the last ones. */
export function describeBatch(facts: BatchFacts, t: Translate): readonly string[] {
  const { saved, bytes, failed, skipped, untried, isCancelled, charge, warnings } = facts;
  const all = saved + failed.length + skipped.length + untried.length;
  const edited =
    saved === all
      ? t('Edited {0} images ({1}).', saved, sizeText(bytes))
      : t('Edited {0} of {1} images.', saved, all);
  const counts = [
    ...(failed.length > 0 ? [t('{0} failed', failed.length)] : []),
    ...(skipped.length > 0 ? [t('{0} skipped', skipped.length)] : []),
    ...(untried.length > 0 ? [t('{0} not tried', untried.length)] : []),
  ].join(', ');
  return [
    isCancelled ? `${t('Canceled.')} ${edited}` : edited,
    ...(counts === '' ? [] : [`${counts}.`]),
    ...chargeOfFailures(charge, t),
    ...[...failed, ...skipped, ...warnings].map(nameAndReason),
  ];
}

/** Returns the lines of the details: one for each file that needs a look. */
export function batchDetails(facts: BatchFacts, t: Translate): readonly string[] {
  const { failed, skipped, untried, warnings } = facts;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)];
  const [head = ''] = describeBatch(facts, t);
  return [
    head,
    ...chargeOfFailures(facts.charge, t),
    ...section(t('Failed'), failed.map(nameAndReason)),
    ...section(t('Skipped'), skipped.map(nameAndReason)),
    ...section(
      t('Not tried'),
      untried.map((name) => sanitize(name)),
    ),
    ...section(t('Saved with warnings'), warnings.map(nameAndReason)),
  ];
}

function chargeOfFailures(charge: Charge, t: Translate): readonly string[] {
  switch (charge) {
    case 'no':
      return [];
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
