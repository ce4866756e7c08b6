import type { ReplyProblem } from '../../errors.ts';
import { blockProblem, textOf } from './blockProblem.ts';
import { gatewayText } from './gatewayText.ts';
import { classifyStatus } from './errorClass.ts';
import { envelopeProblem } from './errorProblem.ts';
import { pageProblem } from './pageProblem.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';
import type { RawReply } from '../types.ts';

/** The contents of a reply without a result. */
export interface Leftovers {
  readonly hasDrafts: boolean;
  /** There are images that no known part of the reply contains. */
  readonly hasUnplacedImages: boolean;
}

/** Returns why a reply has no image. An error in it comes first, then a block, then its status, then its shape. */
export function replyProblem(facts: ReplyFacts, leftovers: Leftovers): ReplyProblem {
  const { raw, documents, reply } = facts;
  const common = commonFacts(raw);
  const error = envelopeProblem(facts);
  if (error !== undefined) return error;
  if (documents.values.length === 0) return pageProblem(facts);
  const block = blockProblem(facts);
  if (block !== undefined) return block;
  if (raw.status >= 400) return { ...classifyStatus(raw.status), ...common };
  if (documents.notJson === 'truncated') {
    return { kind: 'cut-short', outcome: 'bad_reply', charge: 'maybe', ...common };
  }
  if (!reply.isReply || leftovers.hasUnplacedImages) {
    const kind = documents.values.every(isBlank) ? 'empty' : 'not-json';
    return { kind, outcome: 'bad_reply', charge: 'maybe', ...common };
  }
  return noImageProblem(facts, leftovers);
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** Returns the problem of a turn that ended without an image. */
function noImageProblem(facts: ReplyFacts, { hasDrafts }: Leftovers): ReplyProblem {
  const { candidates } = facts.reply;
  const ended = candidates.find(({ finishReason }) => finishReason !== undefined);
  const text = facts.redactText(candidates.map(textOf).join(''));
  const finishMessage = facts.redactText(ended?.finishMessage ?? '');
  return omitUndefined<ReplyProblem>({
    kind: hasDrafts ? 'only-drafts' : text === '' ? 'empty' : 'text-only',
    outcome: 'no_image',
    charge: 'maybe',
    ...commonFacts(facts.raw),
    reason: ended?.finishReason,
    gatewayText: gatewayText(text === '' ? finishMessage : text),
  });
}

/** Returns the problem of a redirect. Easel follows none: it would send the key where the gateway points. */
export function redirectProblem(raw: RawReply, gatewayHost: string): ReplyProblem {
  const location = raw.headers['location'] ?? '';
  const base = `https://${gatewayHost}/`;
  const target = URL.canParse(location, base) ? new URL(location, base).host : '';
  return omitUndefined<ReplyProblem>({
    kind: 'redirect',
    outcome: 'config',
    charge: 'no',
    ...commonFacts(raw),
    host: location === '' || target === '' ? undefined : target,
  });
}
