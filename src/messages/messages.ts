/**
 * Turns errors and warnings into sentences. Errors carry facts, sentences are made here, and nothing branches on a sentence.
 *
 * The files of the sentences:
 * - `message.ts`: charges ("You may have been charged.")
 * - `check.ts`: refusals before sending; those about one topic are in the file of that topic
 * - `gatewayEntries.ts`: entries of `easel.gateways`
 * - `settings.ts`: ratio, size, and file name settings
 * - `images.ts`: source images that can't be read, sent, or decoded
 * - `save.ts`: folders, full disks, and files that can't be written, before and after sending
 * - `connection.ts`: gateways that can't be reached, certificates, and broken connections
 * - `reply.ts`: replies without an image; `download.ts`: hosted images that can't be downloaded
 * - `cancel.ts`: canceled runs
 * - `actions.ts`: the buttons
 * - `warning.ts`: what a successful run has to report; `region.ts`: the same for a marked region
 */
import {
  BrokenError,
  CancelledError,
  CheckError,
  ConnectError,
  ReplyError,
  SaveError,
  type EaselError,
} from '../errors.ts';
import { systemClock } from '../text/format.ts';
import type { Translate } from '../text/translate.ts';
import { describeCancelled } from './cancel.ts';
import { describeCheck } from './check.ts';
import { describeBroken, describeConnect } from './connection.ts';
import {
  describeNoDrawing,
  describeNoPixels,
  describeNoSprites,
  describeNoBackground,
  describeTooHeavy,
  describeUnreadable,
  describeUnusableFile,
} from './images.ts';
import { chargeSentence, joinSentences, type Message, type MessageContext } from './message.ts';
import { describeReply } from './reply/reply.ts';
import { describeSave } from './save.ts';

export { describeWarning } from './warning.ts';

/**
 * Describes a failure: what happened, what it means for money and the image, and what can be done, in that order.
 *
 * @param about the gateway where it happened, as far as it is known
 */
export function describeError(
  error: EaselError,
  t: Translate,
  { gateway, clock = systemClock, hasPaidOthers }: Partial<Omit<MessageContext, 't'>> = {},
): Message {
  const context = { t, clock, gateway, hasPaidOthers };
  if (error instanceof CheckError) return describeCheck(error.problem, context);
  if (error instanceof ConnectError) return describeConnect(error, context);
  if (error instanceof BrokenError) return describeBroken(error, context);
  if (error instanceof ReplyError) return describeReply(error, context);
  if (error instanceof SaveError) return describeSave(error, context);
  if (error instanceof CancelledError) return describeCancelled(error, context);
  const bill = chargeSentence(error.charge, context);
  const wasSent = error.charge !== 'no';
  return {
    text: joinSentences(
      t('Easel stopped because of an unexpected error.'),
      bill,
      wasSent ? t("If an image arrived, it's in Show Unsaved Results.") : undefined,
    ),
    actions: wasSent ? ['show-unsaved', 'show-log'] : ['show-log'],
  };
}

/** Describes what stopped work that sends nothing in any case, such as a conversion or a comparison. */
export function describeLocalError({ problem }: CheckError, t: Translate): string {
  switch (problem.kind) {
    case 'no-pixels':
      return describeNoPixels(problem, t);
    case 'no-drawing':
      return describeNoDrawing(problem, t);
    case 'no-background':
      return describeNoBackground(problem, t);
    case 'too-heavy':
      return describeTooHeavy(problem, t);
    case 'no-sprites':
      return describeNoSprites(problem, t);
    case 'unreadable':
      return describeUnreadable(problem, t);
    case 'not-an-image':
    case 'incomplete-image':
      return describeUnusableFile(problem, t);
    default:
      return describeCheck(problem, { t, clock: systemClock, gateway: undefined }).text;
  }
}
