import type { ReplyError, ReplyProblem } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import { chargeAt, chargeSentence, type Message, type MessageContext } from './message.ts';
import { gatewayDisplayName } from '../text/gatewayName.ts';
import { type Clock } from '../text/format.ts';
import { type Translate } from '../text/translate.ts';

/** The gateway answered, and the answer is no image. */
export function describeReply(
  { host: at, model: id, problem }: ReplyError,
  speech: MessageContext,
): Message {
  const { t, clock, gateway } = speech;
  const host = gatewayDisplayName(at, gateway);
  const model = sanitize(id);
  const bill = chargeSentence(problem.charge, t, gateway);
  const said =
    problem.gatewayText === undefined
      ? ''
      : ` ${t('It says: “{0}”', sanitize(problem.gatewayText))}`;
  const reason = sanitize(problem.reason ?? problem.code ?? String(problem.status), 60);
  const status = [problem.status, problem.code].filter((part) => part !== undefined && part !== '');
  const code = sanitize(status.join(' '), 60);
  const next = nextTry(problem, clock);
  const wait = next === undefined ? '' : ` ${t('Next try {0}.', next)}`;
  switch (problem.outcome) {
    case 'blocked':
      return {
        text: `${refusal(problem, reason, model, host, t)} ${bill}${said}`,
        actions: ['edit-prompt', 'show-log'],
      };
    case 'no_image':
      return {
        text: `${noImage(problem, model, host, t)} ${bill}${said}`,
        actions:
          problem.kind === 'only-drafts'
            ? ['edit-prompt', 'save-anyway', 'show-log']
            : ['edit-prompt', 'show-log'],
      };
    case 'auth':
      return {
        text: `${t('{0} refused the key ({1}).', host, code)} ${bill}${said}`,
        actions: ['set-key', 'show-log'],
      };
    case 'quota':
      return {
        text: `${t('No credit or allowance is left at {0}.', host)} ${bill}${said}`,
        actions: ['open-site', 'show-log'],
      };
    case 'rate_limited':
      return {
        text: `${next === undefined ? t('{0} asks to wait ({1}).', host, code) : t('{0} asks to wait until {1}.', host, next)} ${bill}`,
        actions: ['try-again', 'show-log'],
      };
    case 'busy':
      return {
        text: `${t('{0} is overloaded at {1}.', model, host)}${wait} ${bill}`,
        actions: ['try-again', 'choose-model', 'show-log'],
      };
    case 'route_unavailable':
      if (problem.kind === 'bot-wall' || problem.kind === 'web-page') {
        return {
          text: `${t('A wall before {0} keeps programs out ({1}).', host, code)} ${bill}`,
          actions: ['choose-gateway', 'open-settings', 'show-log'],
        };
      }
      if (problem.kind === 'no-path') {
        return {
          text: `${t('{0} has nothing at this address ({1}). Check the base URL.', host, code)} ${bill}`,
          actions: ['open-settings', 'choose-gateway', 'show-log'],
        };
      }
      return {
        text: `${t('{0} has no route for {1} right now ({2}).', host, model, code)}${wait} ${bill}${said}`,
        actions: ['choose-model', 'choose-gateway', 'show-log'],
      };
    case 'unknown':
      return {
        text:
          problem.kind === 'gateway-timeout'
            ? `${t('{0} stopped waiting for the model ({1}).', host, code)} ${lateImage(speech)}${wait}`
            : `${t('{0} failed ({1}).', host, code)}${wait} ${bill}${said}`,
        actions: ['open-site', 'send-again', 'show-log'],
      };
    case 'unreachable':
      return {
        text: `${t('The server behind {0} is down ({1}).', host, code)}${wait} ${bill}`,
        actions: ['try-again', 'choose-gateway', 'show-log'],
      };
    case 'too_large':
      return {
        text: `${t('The request is too large for {0}. Use smaller images.', host)} ${bill}`,
        actions: ['show-log'],
      };
    case 'download_failed':
      return describeDownload(problem, at, speech);
    case 'config':
      return {
        text: `${misdirected(problem, host, code, t)} ${bill}`,
        actions: ['open-settings', 'show-log'],
      };
    case 'bad_request':
      return {
        text: `${t('{0} did not accept the request ({1}).', host, code)} ${bill}${said}`,
        actions: ['show-log'],
      };
    default:
      return badReplyMessage(problem, host, speech);
  }
}

/** The image is made and paid for, and lies elsewhere: what keeps it there, and that it can be had still. */
function describeDownload(
  problem: ReplyProblem,
  at: string,
  { t, gateway }: MessageContext,
): Message {
  const { host = at, charge, pendingDownloads: toFetch } = problem;
  const name = host === at ? gatewayDisplayName(at, gateway) : sanitize(host, 80);
  const kept = toFetch === undefined ? '' : ` ${t('Its address is kept.')}`;
  return {
    text: `${whyNotFetched(problem.code, name, t)} ${chargeSentence(charge, t, gateway)}${kept}`,
    actions: [
      ...(toFetch === undefined ? [] : (['download-again'] as const)),
      'save-anyway',
      'open-site',
      'show-log',
    ],
  };
}

function whyNotFetched(code: string | undefined, host: string, t: Translate): string {
  switch (code) {
    case 'status':
      return t('The image was made, but its file is not ready at {0}.', host);
    case 'gone':
      return t('The image was made and lies at {0}, where its link has expired.', host);
    case 'refused-address':
      return t('The image was made, and its link leads to {0}, which Easel does not open.', host);
    case 'too-large':
      return t('The image was made, but what {0} sends is larger than an image can be.', host);
    case 'not-an-image':
      return t('The image was made, but what {0} sends in its place is none.', host);
    case 'broken-image':
      return t('The image was made, but its file at {0} is incomplete.', host);
    default:
      return t('The image was made and lies at {0}, from where it could not be fetched.', host);
  }
}

/** What came of an image is kept, and offered as incomplete to whoever asks for it. */
function badReplyMessage(
  problem: ReplyProblem,
  host: string,
  { t, gateway }: MessageContext,
): Message {
  const { kind, charge, keptImages: kept } = problem;
  const text = `${badReply(problem, host, t)} ${chargeSentence(charge, t, gateway)}`;
  if (kept !== undefined) {
    return {
      text: `${text} ${t('The image in it is kept.')}`,
      actions: ['show-unsaved', 'show-log', 'open-site'],
    };
  }
  const isPart = kind === 'cut-short' || kind === 'broken-image';
  return {
    text,
    actions: [...(isPart ? (['save-anyway'] as const) : []), 'show-log', 'open-site'],
  };
}

/** A gateway that gave up has passed the request on: somebody may go on working, and send a bill. */
function lateImage({ t, gateway }: MessageContext): string {
  return chargeAt('maybe', gateway) === 'no'
    ? chargeSentence('maybe', t, gateway)
    : t('The image may still be made and charged.');
}

function misdirected(problem: ReplyProblem, host: string, code: string, t: Translate): string {
  if (problem.kind !== 'redirect')
    return t('Your proxy (http.proxy) refused {0} ({1}).', host, code);
  if (problem.host === undefined) return t('{0} redirects to nowhere ({1}).', host, code);
  return t('{0} redirects to {1}. The key was not sent there.', host, sanitize(problem.host));
}

/** A gateway's own filter refuses before any model is asked, and charges nothing. */
function refusal(
  { kind, charge }: ReplyProblem,
  reason: string,
  model: string,
  host: string,
  t: Translate,
): string {
  const again = t('The same prompt will be refused again.');
  return kind === 'blocked-prompt' && charge === 'no'
    ? `${t('{0} refused the prompt ({1}).', host, reason)} ${again}`
    : `${t('{0} at {1} refused ({2}).', model, host, reason)} ${again}`;
}

function noImage(problem: ReplyProblem, model: string, host: string, t: Translate): string {
  const reason = problem.reason === undefined ? '' : ` (${sanitize(problem.reason, 60)})`;
  switch (problem.kind) {
    case 'text-only':
      return t('{0} at {1} answered with text only{2}.', model, host, reason);
    case 'only-drafts':
      return t('{0} at {1} sent drafts and no result{2}.', model, host, reason);
    default:
      return t('{0} at {1} sent no image{2}.', model, host, reason);
  }
}

function badReply(problem: ReplyProblem, host: string, t: Translate): string {
  switch (problem.kind) {
    case 'web-page':
    case 'bot-wall':
      return t(
        '{0} sent a web page instead of an image. Check the base URL or your network login.',
        host,
      );
    case 'cut-short':
      return t('The reply of {0} ended early.', host);
    case 'empty':
      return t('The reply of {0} is empty ({1}).', host, problem.status);
    case 'broken-image':
      return t('The image that {0} sent is incomplete.', host);
    case 'not-an-image':
      return t('What {0} sent as an image is none.', host);
    case 'too-large':
      return t('The reply of {0} is larger than an image reply can be.', host);
    default:
      return t('The reply of {0} could not be understood ({1}).', host, problem.status);
  }
}

/** The time of day at which the gateway, or its breaker, may be asked again. */
function nextTry({ retryAfterMs, nextTryAt }: ReplyProblem, clock: Clock): string | undefined {
  const asked = retryAfterMs === undefined ? 0 : clock.now() + retryAfterMs;
  const at = Math.max(asked, nextTryAt ?? 0);
  return at === 0 ? undefined : clock.timeOfDay(at);
}
