import { DISK_FULL_CODES } from '../disk/disk.ts';
import type { CheckProblem, ReplaceError, SaveError } from '../errors.ts';
import { sizeText } from '../text/format.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';
import {
  joinSentences,
  notSent,
  type Message,
  type MessageContext,
  type RefusedContext,
} from './message.ts';

type StorageProblem = Extract<
  CheckProblem,
  {
    kind:
      'no-target' | 'target-missing' | 'target-read-only' | 'leads-out' | 'no-room' | 'no-spool';
  }
>;

/** Describes an image that couldn't be written. It is kept: in the spool, or in memory where no disk accepted it. */
export function describeSave(
  { file, code, inMemory }: SaveError,
  { t, gateway }: Pick<MessageContext, 't' | 'gateway'>,
): Message {
  const name = sanitize(file);
  return {
    text: joinSentences(
      DISK_FULL_CODES.has(code)
        ? t("Couldn't save {0} because the disk is full.", name)
        : t("Couldn't save {0} ({1}).", name, code),
      keptSentence(inMemory, gateway?.free === true, t),
    ),
    actions: ['show-unsaved', 'show-log'],
  };
}

function keptSentence(inMemory: boolean, isFree: boolean, t: Translate): string {
  if (inMemory) {
    return isFree
      ? t('The image is kept in memory only. Save it before you close the window.')
      : t('The paid image is kept in memory only. Save it before you close the window.');
  }
  return isFree ? t('The image is kept.') : t('The paid image is kept.');
}

/** Describes why a file that the user let Easel replace wasn't replaced, or why its old bytes can't be restored. */
export function describeReplace(
  { file, step, code, isIntact }: ReplaceError,
  t: Translate,
): string {
  const name = sanitize(file, 80);
  if (step === 'recall') return t("Couldn't read the earlier version of {0} ({1}).", name, code);
  if (!isIntact) {
    return t(
      "Couldn't finish replacing {0} ({1}). Its earlier version is kept. Undo Replace restores it.",
      name,
      code,
    );
  }
  if (step === 'write') return t("Couldn't replace {0} ({1}). The file is unchanged.", name, code);
  return DISK_FULL_CODES.has(code)
    ? t("Didn't replace {0}, because the disk is too full to keep its earlier version.", name)
    : t("Didn't replace {0}, because its earlier version couldn't be kept ({1}).", name, code);
}

/** Describes why a result couldn't be stored, found before anything was sent. */
export function describeStorage(problem: StorageProblem, context: RefusedContext): Message {
  const { t } = context;
  switch (problem.kind) {
    case 'no-target':
      return notSent(
        context,
        t("There's no folder to save the image in."),
        ['choose-folder'],
        t('Open a folder first.'),
      );
    case 'target-missing':
      return notSent(context, t("{0} doesn't exist or isn't a folder.", sanitize(problem.folder)), [
        'choose-folder',
      ]);
    case 'target-read-only':
      return notSent(
        context,
        t("Can't write to {0} ({1}).", sanitize(problem.folder), problem.code),
        ['choose-folder'],
      );
    case 'leads-out':
      return notSent(
        context,
        t(
          '{0} points to {1}, which is outside the workspace.',
          sanitize(problem.folder, 80),
          sanitize(problem.real, 80),
        ),
        ['choose-folder'],
      );
    case 'no-room':
      return notSent(
        context,
        t(
          "There isn't enough disk space to keep the result: {0} free, {1} needed.",
          sizeText(problem.free),
          sizeText(problem.needed),
        ),
        ['show-log'],
      );
    case 'no-spool':
      return notSent(context, t("Easel can't write to its storage folder ({0}).", problem.code), [
        'show-log',
      ]);
  }
}
