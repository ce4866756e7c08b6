import {
  BrokenError,
  CancelledError,
  CheckError,
  ConnectError,
  ReplyError,
  SaveError,
  type EaselError,
} from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import {
  chargeSentence,
  chargeAt,
  type Action,
  type Message,
  type MessageContext,
} from './message.ts';
import { gatewayDisplayName } from '../text/gatewayName.ts';
import { dayOf, sizeText, systemClock } from '../text/format.ts';
import { type Translate } from '../text/translate.ts';
import { describeCheck } from './check.ts';
import { describeRegion } from './region.ts';
import { describeReply } from './reply.ts';
import type { Warning } from './warning.ts';

/**
 * What happened, what it means for money and image, and what can be done: in that order, always.
 *
 * @param about the gateway where it happened, as far as it is known
 */
export function describe(
  error: EaselError,
  t: Translate,
  { gateway, clock = systemClock }: Partial<Pick<MessageContext, 'gateway' | 'clock'>> = {},
): Message {
  const speech = { t, clock, gateway };
  if (error instanceof CheckError) return describeCheck(error.problem, speech);
  if (error instanceof ConnectError) return describeConnect(error, speech);
  if (error instanceof BrokenError) return describeBroken(error, speech);
  if (error instanceof ReplyError) return describeReply(error, speech);
  if (error instanceof SaveError) return describeSave(error, speech);
  if (error instanceof CancelledError) return describeCancelled(error, speech);
  return {
    text: `${t('Easel met an error that it does not know.')} ${chargeSentence(error.charge, t, gateway)}`,
    actions: ['show-log'],
  };
}

function describeCancelled(
  { charge, keeps }: CancelledError,
  { t, gateway }: MessageContext,
): Message {
  const bill = chargeSentence(charge, t, gateway);
  const isFree = chargeAt(charge, gateway) === 'no';
  const looks: readonly Action[] = isFree ? [] : ['open-site'];
  switch (charge) {
    case 'no':
      return { text: `${t('Cancelled before anything was sent.')} ${bill}`, actions: [] };
    case 'maybe': {
      const what = keeps
        ? t('Cancelled after sending; what came of the image is kept.')
        : t('Cancelled after sending; no image is kept.');
      return { text: `${what} ${bill}`, actions: keeps ? ['save-anyway', ...looks] : looks };
    }
    // The image is made, and only its download was stopped.
    case 'yes': {
      const what = keeps
        ? t('Cancelled while the image was downloaded; where it lies is kept.')
        : t('Cancelled while the image was downloaded.');
      return { text: `${what} ${bill}`, actions: ['download-again', ...looks] };
    }
  }
}

function describeSave(error: SaveError, { t, gateway }: MessageContext): Message {
  const file = sanitize(error.file);
  const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
  const what = isFull
    ? t('Disk full: {0} was not written.', file)
    : t('{0} was not written ({1}).', file, error.code);
  const kept = gateway?.free ? t('The image is kept.') : t('The paid image is kept.');
  return { text: `${what} ${kept}`, actions: ['show-unsaved', 'show-log'] };
}

function describeConnect(error: ConnectError, { t, gateway }: MessageContext): Message {
  const { code } = error;
  const host = gatewayDisplayName(error.host, gateway);
  const bill = chargeSentence(error.charge, t, gateway);
  const actions: readonly Action[] = ['try-again', 'open-settings'];
  switch (error.reason) {
    case 'refused':
      return { text: `${t('Cannot reach {0} ({1}).', host, code)} ${bill}`, actions };
    case 'not-found':
      return {
        text: `${t(
          '{0} was not found ({1}). Check the base URL; behind a company proxy, set http.proxy.',
          host,
          code,
        )} ${bill}`,
        actions: ['open-settings', 'try-again'],
      };
    case 'offline':
      return {
        text: `${t('You seem to be offline: {0} has no route ({1}).', host, code)} ${bill}`,
        actions,
      };
    case 'timeout':
      return { text: `${t('{0} did not answer the connection in time.', host)} ${bill}`, actions };
    case 'tls':
      return { text: certificate(error, host, t), actions: ['show-log', 'open-settings'] };
    case 'not-tls':
      return {
        text: t('{0} does not speak https on this port ({1}). Nothing was sent.', host, code),
        actions: ['open-settings', 'show-log'],
      };
    case 'only-tls':
      return {
        text: `${t('{0} speaks https on this port, and the base URL says http.', host)} ${bill}`,
        actions: ['open-settings', 'show-log'],
      };
    case 'proxy':
      return {
        text: `${t('Your proxy (http.proxy) refused {0} ({1}).', host, code)} ${bill}`,
        actions,
      };
  }
}

function certificate({ code, validUntil }: ConnectError, host: string, t: Translate): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      if (validUntil !== undefined && !Number.isNaN(validUntil)) {
        return t(
          'The certificate of {0} expired on {1}, so nothing was sent.',
          host,
          dayOf(validUntil),
        );
      }
      return t('The certificate of {0} has expired ({1}), so nothing was sent.', host, code);
    case 'CERT_NOT_YET_VALID':
      return t('The certificate of {0} is not valid yet ({1}), so nothing was sent.', host, code);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return t('The certificate of {0} is for another host ({1}). Nothing was sent.', host, code);
    default:
      return t('The certificate of {0} is not trusted ({1}), so nothing was sent.', host, code);
  }
}

function describeBroken(error: BrokenError, { t, gateway }: MessageContext): Message {
  const host = gatewayDisplayName(error.host, gateway);
  const bill = chargeSentence(error.charge, t, gateway);
  const actions: readonly Action[] = ['open-site', 'send-again', 'show-log'];
  if (error.why === 'not-http') {
    return {
      text: `${t('{0} did not answer HTTP.', host)} ${bill}`,
      actions: ['open-settings', 'show-log'],
    };
  }
  if (error.why === 'timeout') {
    const seconds = Math.round(error.waitedMs / 1000);
    if (error.phase === 'sending') {
      return {
        text: `${t('Sending to {0} stalled after {1} s.', host, seconds)} ${bill} ${t('Smaller images go through more easily.')}`,
        actions,
      };
    }
    return {
      text: `${t('No whole answer from {0} after {1} s.', host, seconds)} ${bill}`,
      actions,
    };
  }
  if (error.phase === 'receiving') {
    return {
      text: `${t('The reply of {0} broke off after {1}.', host, sizeText(error.receivedBytes))} ${chargeSentence('probably', t, gateway)}`,
      actions: ['open-site', 'save-anyway', 'send-again', 'show-log'],
    };
  }
  return {
    text: `${t('The connection to {0} broke after sending.', host)} ${bill}`,
    actions,
  };
}

export function describeWarning(warning: Warning, route: string, t: Translate): string {
  switch (warning.kind) {
    case 'other-ratio':
    case 'other-size':
      return t(
        '{0} was asked for {1} and gave {2}×{3} px.',
        route,
        warning.asked,
        warning.width,
        warning.height,
      );
    case 'unchanged':
      return t('{0} gave the source back unchanged.', route);
    case 'many-images':
      return t('{0} works best with {1} images or fewer.', route, warning.best);
    case 'partly-broken':
      return warning.isKept
        ? t('{0} sent another image that was incomplete; Show Unsaved Results has it.', route)
        : t('{0} sent another image that was incomplete.', route);
    case 'not-fetched':
      return t(
        '{0} made another image that could not be fetched; Show Unsaved Results downloads it.',
        route,
      );
    case 'partly-blocked':
      return t('{0} held back another image ({1}).', route, sanitize(warning.reason, 60));
    case 'partly-missing':
      return warning.host === ''
        ? t('{0} made another image that could not be fetched.', route)
        : t(
            '{0} made another image that could not be fetched from {1}.',
            route,
            sanitize(warning.host),
          );
    case 'partly-cut':
      return t('The reply of {0} ended early: more may have been in it.', route);
    case 'partly-failed':
      return t('{0} failed after this image ({1}).', route, sanitize(warning.code, 60));
    default:
      return describeRegion(warning, route, t);
  }
}

/**
 * The actions that can be offered, the safe step first: where the last try may have been paid for, sending again comes last.
 * A gateway of the user's own has no usage page that Easel knows, so leaving one out must not bring the button that pays to
 * the front.
 */
export function offeredActions(
  { actions }: Message,
  can: (action: Action) => boolean,
  charge: EaselError['charge'],
): readonly Action[] {
  const offered = actions.filter(can);
  if (charge === 'no' || !offered.includes('send-again')) return offered;
  return [...offered.filter((action) => action !== 'send-again'), 'send-again'];
}
