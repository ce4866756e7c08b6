import type { Prepared, PreparedImage, UnpreparedImage } from '../../assets/prepareImages.ts';
import { CheckError } from '../../errors.ts';
import { sizeText } from '../../text/format.ts';
import { nameList } from '../../text/nameList.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import { joinSentences } from '../message.ts';
import { describeLocalError } from '../messages.ts';
import { describeLostCredentials } from '../warnings/provenance.ts';

/** Says which files were written, and why others were not. */
export function describePrepared({ made, failed }: Prepared, t: Translate): string {
  const [only] = made;
  const saved =
    made.length === 1 && only ? describeMade(only, t) : t('Saved {0} images.', made.length);
  return joinSentences(
    made.length > 0 ? saved : undefined,
    ...describeRemarks(made, t),
    ...failed.slice(0, 1).map((one) => describeUnprepared(one, t)),
    failed.length > 1 ? t('{0} more failed.', failed.length - 1) : undefined,
  );
}

/** What the remarks about a file depend on. It can be one that isn't written yet. */
type Remarkable = Omit<PreparedImage, 'uri'>;

/** Says what the user should know about the files: they are enlarged, or lack something that their images have. */
export function describeRemarks(made: readonly Remarkable[], t: Translate): readonly string[] {
  const enlarged = made.filter(({ isEnlarged }) => isEnlarged);
  const animated = made.filter(({ frames }) => frames > 1);
  return [
    enlarged.length > 0 ? describeEnlarged(enlarged, made.length, t) : undefined,
    animated.length > 0 ? describeAnimated(animated, made.length, t) : undefined,
    describeReduced(made, t),
    describePreparedDoubts(made, t),
    describePreparedLoss(made, t),
  ].filter((remark) => remark !== undefined);
}

/** Says which files may have a wrong transparent background; undefined if none has. */
export function describePreparedDoubts(
  made: readonly Remarkable[],
  t: Translate,
): string | undefined {
  const names = made.filter(({ doubts }) => doubts.length > 0).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return made.length === 1
    ? t('Check it: parts of the background may be left, or parts of the subject may be missing.')
    : t('Check that no background is left and nothing is missing: {0}.', nameList(names, t));
}

/** Says which images have Content Credentials, which aren't in the files that were made of them; undefined if none has. */
export function describePreparedLoss(
  made: readonly Remarkable[],
  t: Translate,
): string | undefined {
  const names = made.filter((one) => one.losesCredentials).map(({ source }) => source);
  return names.length > 0 ? describeLostCredentials(names, t) : undefined;
}

/** Says why no file was made of an image. */
export function describeUnprepared({ name, error }: UnpreparedImage, t: Translate): string {
  const reason =
    error instanceof CheckError
      ? describeLocalError(error, t)
      : t("Couldn't write {0} ({1}).", sanitize(error.file), error.code);
  const isNamed = !(error instanceof CheckError) || 'file' in error.problem;
  return isNamed ? reason : `${sanitize(name, 80)}: ${reason}`;
}

/** Says which image is prepared now. @param index from 0 */
export function preparingText(index: number, all: number, name: string, t: Translate): string {
  const file = sanitize(name, 80);
  return all === 1 ? file : t('{0} of {1}, {2}', index + 1, all, file);
}

function describeMade({ name, width, height, bytes }: PreparedImage, t: Translate): string {
  const [file, size] = [sanitize(name, 80), sizeText(bytes)];
  return t('Saved {0} ({1} × {2} px, {3}).', file, width, height, size);
}

function describeEnlarged(enlarged: readonly Remarkable[], all: number, t: Translate): string {
  if (all === 1) return t("It is larger than the original, so it isn't sharper.");
  const names = enlarged.map(({ name }) => name);
  return t('Larger than the original, and not sharper: {0}.', nameList(names, t));
}

/** Undefined if every file has all colors. */
function describeReduced(made: readonly Remarkable[], t: Translate): string | undefined {
  const reduced = made.filter(({ colors }) => colors !== undefined);
  const [first] = reduced;
  if (first?.colors === undefined) return undefined;
  if (made.length === 1) return t('Reduced to {0} colors to fit the limit.', first.colors);
  const names = reduced.map(({ name }) => name);
  return t('Reduced to fewer colors to fit the limit: {0}.', nameList(names, t));
}

function describeAnimated(
  [first, ...others]: readonly Remarkable[],
  all: number,
  t: Translate,
): string {
  if (all === 1) return t('It shows the first of {0} frames.', first?.frames ?? 1);
  const names = [first, ...others].flatMap((one) => one?.name ?? []);
  return t('Only the first frame is in: {0}.', nameList(names, t));
}
