import { type GatewayIdentity } from '../text/gatewayName.ts';
import { type Clock } from '../text/format.ts';
import { type Translate } from '../text/translate.ts';
import type { Charge } from '../errors.ts';

/** The action of a button. `actions.ts` has its label and its behavior. */
export type Action =
  | 'try-again'
  | 'send-again'
  | 'send-smaller'
  | 'set-key'
  | 'choose-gateway'
  | 'add-gateway'
  | 'choose-model'
  | 'choose-folder'
  | 'edit-prompt'
  | 'open-site'
  | 'open-settings'
  | 'trust'
  | 'download-again'
  | 'show-unsaved'
  | 'save-anyway'
  | 'show-log';

/** A failure in words: what happened, what it means for money and for the image, and what helps. */
export interface Message {
  readonly text: string;
  /** The safe step comes first. */
  readonly actions: readonly Action[];
}

/** Facts that a message depends on besides the error: the language, the time, and the gateway. */
export interface MessageContext {
  readonly t: Translate;
  readonly clock: Clock;
  /** Undefined while no gateway is settled. */
  readonly gateway: GatewayIdentity | undefined;
  /** Other requests of the same run returned images, which are paid for. */
  readonly hasPaidOthers?: boolean | undefined;
}

/** Returns what a failure costs at a gateway: nothing at a free one. */
export function chargeAt(charge: Charge, gateway: GatewayIdentity | undefined): Charge {
  return gateway?.free ? 'no' : charge;
}

/**
 * Returns the sentence about money. Messages that say "Nothing was sent." don't need it. Every other message of a failed run
 * has one, because silence about money reads as "free".
 *
 * @param charge `probably` when part of the image had already arrived
 */
export function chargeSentence(
  charge: Charge | 'probably',
  { t, gateway, hasPaidOthers }: Omit<MessageContext, 'clock'>,
): string {
  if (gateway?.free) return t('Nothing was charged.');
  switch (charge) {
    case 'no':
      return hasPaidOthers ? t("The failed request wasn't charged.") : t('Nothing was charged.');
    case 'maybe':
      return t('You may have been charged.');
    case 'probably':
      return t('You were probably charged.');
    case 'yes':
      return t('You were charged.');
  }
}

/** Joins sentences with a space and leaves out the missing ones. */
export function joinSentences(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined && sentence !== '').join(' ');
}

/** What the sentence about a refused request depends on. */
export type RefusedContext = Pick<MessageContext, 't' | 'hasPaidOthers'>;

/**
 * Builds the message of a request that Easel refused before sending.
 *
 * @param what what is wrong, as a sentence
 * @param next what to do about it, as a sentence, where a button doesn't say it
 */
export function notSent(
  { t, hasPaidOthers }: RefusedContext,
  what: string,
  actions: readonly Action[] = [],
  next?: string,
): Message {
  const money = hasPaidOthers ? t("This request wasn't sent.") : t('Nothing was sent.');
  return { text: joinSentences(what, money, next), actions };
}
