import type { CancelledError } from '../errors.ts';
import {
  chargeAt,
  chargeSentence,
  joinSentences,
  type Action,
  type Message,
  type MessageContext,
} from './message.ts';

/** Describes a canceled run. Its charge tells how far the run had come. */
export function describeCancelled(
  { charge, keeps }: CancelledError,
  context: MessageContext,
): Message {
  const { t, gateway } = context;
  const bill = chargeSentence(charge, context);
  const usage: readonly Action[] = chargeAt(charge, gateway) === 'no' ? [] : ['open-site'];
  switch (charge) {
    case 'no':
      return { text: joinSentences(t('Canceled before anything was sent.'), bill), actions: [] };
    case 'maybe': {
      const image = keeps
        ? t('The image data received so far is kept.')
        : t('No image was received.');
      return {
        text: joinSentences(t('Canceled after sending.'), bill, image),
        actions: keeps ? ['save-anyway', ...usage] : usage,
      };
    }
    // The image exists; only its download stopped.
    case 'yes': {
      const address = keeps ? t('The download link is kept.') : undefined;
      return {
        text: joinSentences(t('Canceled during the image download.'), bill, address),
        actions: ['download-again', ...usage],
      };
    }
  }
}
