import type { BrokenError, ConnectError } from '../errors.ts';
import { dayOf, sizeText } from '../text/format.ts';
import { gatewayDisplayName } from '../text/gatewayName.ts';
import type { Translate } from '../text/translate.ts';
import {
  chargeSentence,
  joinSentences,
  type Action,
  type Message,
  type MessageContext,
} from './message.ts';

/** Describes why the request didn't reach the gateway. */
export function describeConnect(error: ConnectError, context: MessageContext): Message {
  const { t, gateway } = context;
  const { code } = error;
  const host = gatewayDisplayName(error.host, gateway);
  const unsent = context.hasPaidOthers
    ? chargeSentence('no', context)
    : t('Nothing was sent or charged.');
  const retryFirst: readonly Action[] = ['try-again', 'open-settings'];
  const message = (actions: readonly Action[], ...sentences: readonly string[]): Message => ({
    text: joinSentences(...sentences),
    actions,
  });
  switch (error.reason) {
    case 'refused':
      return message(retryFirst, t("Can't reach {0} ({1}).", host, code), unsent);
    case 'not-found':
      return message(
        ['open-settings', 'try-again'],
        t("{0} wasn't found ({1}).", host, code),
        unsent,
        t('Check the base URL. Behind a company proxy, set http.proxy.'),
      );
    case 'offline':
      return message(
        retryFirst,
        t("You appear to be offline. Can't reach {0} ({1}).", host, code),
        unsent,
      );
    case 'timeout':
      return message(retryFirst, t('The connection to {0} timed out.', host), unsent);
    case 'tls':
      return message(['show-log', 'open-settings'], certificateProblem(error, host, t), unsent);
    case 'not-tls':
      return message(
        ['open-settings', 'show-log'],
        t("{0} doesn't support https on this port ({1}).", host, code),
        unsent,
      );
    case 'only-tls':
      return message(
        ['open-settings', 'show-log'],
        t('{0} requires https on this port, but the base URL uses http.', host),
        // The http request went out, but the port can't have understood it.
        chargeSentence(error.charge, context),
      );
    case 'proxy':
      return message(
        retryFirst,
        t('Your proxy (http.proxy) refused the connection to {0} ({1}).', host, code),
        unsent,
      );
  }
}

function certificateProblem(
  { code, validUntil }: ConnectError,
  host: string,
  t: Translate,
): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return validUntil === undefined || Number.isNaN(validUntil)
        ? t('The certificate for {0} has expired ({1}).', host, code)
        : t('The certificate for {0} expired on {1}.', host, dayOf(validUntil));
    case 'CERT_NOT_YET_VALID':
      return t("The certificate for {0} isn't valid yet ({1}).", host, code);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return t('The certificate for {0} is for a different host ({1}).', host, code);
    default:
      return t("The certificate for {0} isn't trusted ({1}).", host, code);
  }
}

/** Describes a connection that broke after all or part of the request was sent. */
export function describeBroken(error: BrokenError, context: MessageContext): Message {
  const { t, gateway } = context;
  const host = gatewayDisplayName(error.host, gateway);
  const bill = chargeSentence(error.charge, context);
  const actions: readonly Action[] = ['open-site', 'send-again', 'show-log'];
  if (error.why === 'not-http') {
    return {
      text: joinSentences(t("{0} didn't respond with HTTP.", host), bill, t('Check the base URL.')),
      actions: ['open-settings', 'show-log'],
    };
  }
  if (error.why === 'timeout') {
    const seconds = Math.round(error.waitedMs / 1000);
    return {
      text:
        error.phase === 'sending'
          ? joinSentences(
              t('Uploading to {0} stalled after {1} s.', host, seconds),
              bill,
              t('Smaller images upload more reliably.'),
            )
          : joinSentences(t('No complete response from {0} after {1} s.', host, seconds), bill),
      actions,
    };
  }
  if (error.phase === 'receiving') {
    const received = sizeText(error.receivedBytes);
    return {
      text: joinSentences(
        t('The response from {0} was cut off after {1}.', host, received),
        chargeSentence('probably', context),
      ),
      actions: ['open-site', 'save-anyway', 'send-again', 'show-log'],
    };
  }
  return {
    text: joinSentences(
      t('The connection to {0} was lost after the request was sent.', host),
      bill,
    ),
    actions,
  };
}
