import type { ReplyProblem } from '../../errors.ts';
import type { Candidate } from '../parse/candidates.ts';
import { gatewayText } from './gatewayText.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';

/** Finish reasons with which a safety filter withholds the image (FinishReason of the Gemini API). */
const BLOCKING_REASONS: ReadonlySet<string> = new Set([
  'SAFETY',
  'IMAGE_SAFETY',
  'PROHIBITED_CONTENT',
  'IMAGE_PROHIBITED_CONTENT',
  'RECITATION',
  'IMAGE_RECITATION',
  'BLOCKLIST',
  'SPII',
  // Vertex AI's filter, and what relays make of any of these in OpenAI's words.
  'MODEL_ARMOR',
  'CONTENT_FILTER',
]);

/** Returns the problem of a reply whose prompt or output a safety filter blocked. */
export function blockProblem(facts: ReplyFacts): ReplyProblem | undefined {
  const { block, candidates } = facts.reply;
  const blocked = candidates.find(({ finishReason }) => BLOCKING_REASONS.has(finishReason ?? ''));
  const hasAnswer = candidates.some(({ parts }) => parts.length > 0);
  const common = { ...commonFacts(facts.raw), outcome: 'blocked', charge: 'maybe' } as const;
  // The unspecified value is the default of its enum. Next to an answer it means nothing.
  if (block !== undefined && !(hasAnswer && block.reason === 'BLOCKED_REASON_UNSPECIFIED')) {
    return omitUndefined<ReplyProblem>({
      ...common,
      kind: 'blocked-prompt',
      reason: block.reason,
      gatewayText: gatewayText(facts.redactText(block.message ?? '')),
    });
  }
  if (blocked === undefined) return undefined;
  const text = textOf(blocked) || (blocked.finishMessage ?? '');
  return omitUndefined<ReplyProblem>({
    ...common,
    kind: 'blocked-output',
    reason: blocked.finishReason,
    gatewayText: gatewayText(facts.redactText(text)),
  });
}

/** Returns the text of a candidate, without its thoughts. */
export function textOf({ parts }: Candidate): string {
  return parts
    .map((part) => (part.kind === 'text' && !part.thought ? part.text : ''))
    .join('')
    .trim();
}
