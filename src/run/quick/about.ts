import type { CheckError } from '../../errors.ts';
import { nameList } from '../../text/nameList.ts';
import type { Translate } from '../../text/translate.ts';

/** What the items that send say. */
export interface QuickAbout {
  /** Stands next to the label, where it is never cut off. */
  readonly note?: string;
  /** Follows the number of requests. A narrow window cuts off its end. */
  readonly about: string;
}

/** A selected file that can't be edited. */
export interface SkippedFile {
  readonly item: { readonly name: string };
  readonly error: CheckError;
}

/** What an edit does with the selected files. */
export interface QuickEdit {
  readonly skipped: readonly SkippedFile[];
  /** What is sent of the files that aren't sent as they are, without periods. */
  readonly sending: readonly string[];
  /** Where it goes, as sentences. */
  readonly route: string;
  /** Where the results go, if it isn't next to the source. */
  readonly target?: string | undefined;
}

/** Describes an edit. Files that are skipped matter most, and then what of the others is sent. */
export function aboutEdit(
  { skipped, sending, route, target }: QuickEdit,
  t: Translate,
): QuickAbout {
  const sent = sending.join('. ');
  const note = skipped.length > 0 ? skipsLine(skipped, t) : sent;
  const inDetail = skipped.length > 0 && sent !== '' ? [`${sent}.`] : [];
  const about = [...inDetail, route, ...(target === undefined ? [] : [target])].join(' ');
  return { ...(note !== '' && { note }), about };
}

/** Says which files are skipped: `Skips 2 broken files: empty.png, cut.png`. */
function skipsLine(skipped: readonly SkippedFile[], t: Translate): string {
  const names = nameList(
    skipped.map(({ item }) => item.name),
    t,
  );
  const count = skipped.length;
  if (skipped.every(({ error }) => isBroken(error))) {
    return count === 1
      ? t('Skips 1 broken file: {0}', names)
      : t('Skips {0} broken files: {1}', count, names);
  }
  return count === 1 ? t('Skips 1 file: {0}', names) : t('Skips {0} files: {1}', count, names);
}

/** The file was an image, or should have become one. */
function isBroken({ problem }: CheckError): boolean {
  if (problem.kind === 'incomplete-image') return true;
  return problem.kind === 'not-an-image' && ['empty', 'zeros'].includes(problem.found ?? '');
}
