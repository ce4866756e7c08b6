import { type GatewayIdentity } from '../text/gatewayName.ts';
import { type Clock } from '../text/format.ts';
import { type Translate } from '../text/translate.ts';
import type { Charge } from '../errors.ts';

/** What a button does; its words are in `vscode/notices.ts`. */
export type Action =
  | 'try-again'
  | 'send-again'
  | 'set-key'
  | 'choose-gateway'
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

export interface Message {
  readonly text: string;
  /** The safe step first. */
  readonly actions: readonly Action[];
}

/** What a failure means for money at that gateway. */
export function chargeAt(charge: Charge, gateway: GatewayIdentity | undefined): Charge {
  return gateway?.free ? 'no' : charge;
}

/** @param charge `probably`: part of the image had come */
export function chargeSentence(
  charge: Charge | 'probably',
  t: Translate,
  gateway: GatewayIdentity | undefined,
): string {
  if (gateway?.free) return t('Nothing is charged.');
  switch (charge) {
    case 'no':
      return t('Not charged.');
    case 'maybe':
      return t('It may have been charged.');
    case 'probably':
      return t('It was probably charged.');
    case 'yes':
      return t('It was charged.');
  }
}

/** How a message speaks: in which language, at what time, of which gateway. */
export interface MessageContext {
  readonly t: Translate;
  readonly clock: Clock;
  readonly gateway: GatewayIdentity | undefined;
}
