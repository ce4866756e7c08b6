import { sizeText } from '../../text/format.ts';
import { joinSentences, type Action, type Message } from '../message.ts';
import type { ReplyFacts } from './replyFacts.ts';

/** Describes an unusable reply. Easel keeps an incomplete image and lets the user save it anyway. */
export function describeBadReply(facts: ReplyFacts): Message {
  const { t, problem } = facts;
  const isPage = problem.kind === 'web-page' || problem.kind === 'bot-wall';
  // The sentence about the base URL needs a button that leads there.
  const repair: readonly Action[] = isPage ? ['open-settings'] : [];
  if (problem.keptImages !== undefined) {
    return {
      text: joinSentences(...badReply(facts), t('The image it contains is kept.')),
      actions: [...repair, 'show-unsaved', 'show-log', 'open-site'],
    };
  }
  if (problem.keptBytes !== undefined) {
    const size = sizeText(problem.keptBytes);
    return {
      text: joinSentences(...badReply(facts), t('The response ({0}) is kept.', size)),
      actions: [...repair, 'show-unsaved', 'show-log', 'open-site'],
    };
  }
  const isPart = problem.kind === 'cut-short' || problem.kind === 'broken-image';
  const saveAnyway: readonly Action[] = isPart ? ['save-anyway'] : [];
  return {
    text: joinSentences(...badReply(facts)),
    actions: [...repair, ...saveAnyway, 'show-log', 'open-site'],
  };
}

/** Returns the sentences about an unusable reply, the one about money among them. */
function badReply({ t, problem, host, bill }: ReplyFacts): readonly string[] {
  switch (problem.kind) {
    case 'web-page':
    case 'bot-wall':
      return [
        t('{0} returned a web page instead of an image.', host),
        bill,
        t('Check the base URL, and whether your network requires you to sign in.'),
      ];
    case 'cut-short':
      return [t('The response from {0} ended early.', host), bill];
    case 'empty':
      return [t('The response from {0} is empty ({1}).', host, problem.status), bill];
    case 'broken-image':
      return [t('{0} returned an incomplete image.', host), bill];
    case 'not-an-image':
      return [t("{0} returned data that isn't an image.", host), bill];
    case 'too-large':
      return [t('The response from {0} is too large.', host), bill];
    default:
      return [t("Easel can't read the response from {0} ({1}).", host, problem.status), bill];
  }
}
