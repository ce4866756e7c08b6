import type { ReplyError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { describeBadReply } from './badReply.ts';
import { describeDownload } from './download.ts';
import {
  chargeAt,
  chargeSentence,
  joinSentences,
  type Message,
  type MessageContext,
} from '../message.ts';
import { replyFacts, type ReplyFacts } from './replyFacts.ts';

/** Describes a reply that isn't an image. */
// eslint-disable-next-line max-lines-per-function -- a table: one case per kind of problem, each a sentence or two
export function describeReply(error: ReplyError, context: MessageContext): Message {
  const facts = replyFacts(error, context);
  const { t, problem, host, model, code, bill, quote, wait } = facts;
  switch (problem.outcome) {
    case 'blocked':
      return {
        text: joinSentences(
          refusal(facts),
          bill,
          t('Change the prompt before you send it again.'),
          quote,
        ),
        actions: ['edit-prompt', 'show-log'],
      };
    case 'no_image':
      if (problem.keptBytes !== undefined) return describeBadReply(facts);
      return {
        text: joinSentences(noImage(facts), bill, quote),
        actions:
          problem.kind === 'only-drafts'
            ? ['edit-prompt', 'save-anyway', 'show-log']
            : ['edit-prompt', 'show-log'],
      };
    case 'auth':
      return {
        text: joinSentences(t('{0} rejected the API key ({1}).', host, code), bill, quote),
        actions: ['set-key', 'show-log'],
      };
    case 'quota':
      return {
        text: joinSentences(t('You have no credit or quota left at {0}.', host), bill, quote),
        actions: ['open-site', 'show-log'],
      };
    case 'rate_limited':
      return {
        text: joinSentences(
          // The time can be Easel's own, so the sentence doesn't say that the gateway asked for it.
          t('{0} is limiting requests ({1}).', host, code),
          bill,
          wait ?? t('Try again later.'),
        ),
        actions: ['try-again', 'show-log'],
      };
    case 'busy':
      return {
        text: joinSentences(t('{0} is overloaded at {1}.', model, host), bill, wait),
        actions: ['try-again', 'choose-model', 'show-log'],
      };
    case 'route_unavailable':
      return describeUnavailable(facts);
    case 'unknown':
      return {
        text:
          problem.kind === 'gateway-timeout'
            ? joinSentences(
                t('{0} stopped waiting for the model ({1}).', host, code),
                lateImage(facts),
                wait,
              )
            : joinSentences(t('{0} returned an error ({1}).', host, code), bill, wait, quote),
        actions: ['open-site', 'send-again', 'show-log'],
      };
    case 'unreachable':
      return {
        text: joinSentences(t('The server behind {0} is down ({1}).', host, code), bill, wait),
        actions: ['try-again', 'choose-gateway', 'show-log'],
      };
    case 'too_large':
      return {
        text: joinSentences(
          t('The request is too large for {0}.', host),
          bill,
          t('Use smaller or fewer images.'),
        ),
        actions: ['show-log'],
      };
    case 'accepted':
      return describeTask(facts);
    case 'download_failed':
      return describeDownload(error, context);
    case 'config':
      return {
        text: joinSentences(misdirected(facts), bill),
        actions: ['open-settings', 'show-log'],
      };
    case 'bad_request':
      return {
        text: joinSentences(t('{0} rejected the request ({1}).', host, code), bill, quote),
        actions: ['show-log'],
      };
    default:
      return describeBadReply(facts);
  }
}

function describeUnavailable({
  t,
  problem,
  host,
  model,
  code,
  bill,
  quote,
  wait,
}: ReplyFacts): Message {
  if (problem.kind === 'bot-wall' || problem.kind === 'web-page') {
    const what =
      problem.kind === 'bot-wall'
        ? t('{0} blocked the request with a bot check ({1}).', host, code)
        : t('A firewall or web page at {0} blocked the request ({1}).', host, code);
    return {
      text: joinSentences(what, bill),
      actions: ['choose-gateway', 'open-settings', 'show-log'],
    };
  }
  if (problem.kind === 'no-path') {
    return {
      text: joinSentences(
        t('{0} has nothing at this address ({1}).', host, code),
        bill,
        t('Check the base URL.'),
      ),
      actions: ['open-settings', 'choose-gateway', 'show-log'],
    };
  }
  if (problem.kind === 'not-served') {
    return {
      text: joinSentences(
        t("{0} doesn't serve {1} to this API key ({2}).", host, model, code),
        bill,
        t('A gateway can list a model that a key may not use. Another model may work.'),
        quote,
      ),
      actions: ['choose-model', 'choose-gateway', 'show-log'],
    };
  }
  return {
    text: joinSentences(
      t("{0} isn't available at {1} ({2}).", model, host, code),
      bill,
      wait,
      quote,
    ),
    // The sentence says when another try makes sense. Routes often come back within minutes.
    actions: [
      ...(['choose-model', 'choose-gateway'] as const),
      problem.charge === 'no' ? 'try-again' : 'send-again',
      'show-log',
    ],
  };
}

/** Describes a task in place of an image. No button sends the request again, because that would start a second task. */
function describeTask({ t, problem, host, bill }: ReplyFacts): Message {
  const { taskId } = problem;
  return {
    text: joinSentences(
      taskId === undefined
        ? t("{0} accepted the request as a task and hasn't returned an image.", host)
        : t(
            "{0} accepted the request as task {1} and hasn't returned an image.",
            host,
            sanitize(taskId, 80),
          ),
      bill,
      t(
        "Easel doesn't wait for tasks. Look for the result on the site of the gateway before you send the request again.",
      ),
    ),
    actions: ['open-site', 'show-log'],
  };
}

/** Returns what may still happen after a gateway gave up: the model may finish, and the gateway may charge for it. */
function lateImage(facts: ReplyFacts): string {
  return chargeAt('maybe', facts.gateway) === 'no'
    ? chargeSentence('maybe', facts)
    : facts.t('The image may still be created, and you may be charged.');
}

function misdirected({ t, problem, host, code }: ReplyFacts): string {
  if (problem.kind !== 'redirect') {
    return t('Your proxy (http.proxy) refused the connection to {0} ({1}).', host, code);
  }
  return problem.host === undefined
    ? t('{0} sent a redirect without an address ({1}).', host, code)
    : t("{0} redirects to {1}. The API key wasn't sent there.", host, sanitize(problem.host));
}

/** Describes who refused: the gateway's own filter, which charges nothing, or the model. */
function refusal({ t, problem, host, model }: ReplyFacts): string {
  const { kind, charge, reason, code, status } = problem;
  const why = sanitize(reason ?? code ?? String(status), 60);
  return kind === 'blocked-prompt' && charge === 'no'
    ? t('{0} refused the prompt ({1}).', host, why)
    : t('{0} at {1} refused to create the image ({2}).', model, host, why);
}

function noImage({ t, problem, host, model }: ReplyFacts): string {
  const reason = sanitize(problem.reason ?? '', 60);
  switch (problem.kind) {
    case 'text-only':
      return reason === ''
        ? t('{0} at {1} returned text but no image.', model, host)
        : t('{0} at {1} returned text but no image ({2}).', model, host, reason);
    case 'only-drafts':
      return reason === ''
        ? t('{0} at {1} returned drafts but no final image.', model, host)
        : t('{0} at {1} returned drafts but no final image ({2}).', model, host, reason);
    default:
      return reason === ''
        ? t('{0} at {1} returned no image.', model, host)
        : t('{0} at {1} returned no image ({2}).', model, host, reason);
  }
}
