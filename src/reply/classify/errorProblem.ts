import type { FailedOutcome, ReplyProblem } from '../../errors.ts';
import { blockReason, classifyError } from './classifyError.ts';
import { parseErrorEnvelope, type ErrorEnvelope } from './envelope.ts';
import { gatewayText, requestIdInMessage } from './gatewayText.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';
import { retryAfterMs } from './retryAfter.ts';

/** Outcomes that a wait can change. For the others, a retry time would raise false hope. */
export const WAITABLE: ReadonlySet<FailedOutcome> = new Set([
  'rate_limited',
  'busy',
  'route_unavailable',
  'unreachable',
]);

/** Returns the problem that an error envelope in the reply states: the reply itself, or a document of a stream. */
export function envelopeProblem(facts: ReplyFacts): ReplyProblem | undefined {
  const { values, unfinished } = facts.documents;
  for (const value of unfinished === undefined ? values : [...values, unfinished]) {
    const envelope = parseErrorEnvelope(value);
    if (envelope !== undefined) return errorProblem(envelope, facts);
  }
  return undefined;
}

function errorProblem(envelope: ErrorEnvelope, facts: ReplyFacts): ReplyProblem {
  const { raw, now } = facts;
  const { message } = envelope;
  const common = commonFacts(raw);
  const errorClass = classifyError(envelope, raw.status);
  const waitMs = retryAfterMs(
    { header: raw.headers['retry-after'], info: envelope.retryDelay, message },
    now,
  );
  return omitUndefined<ReplyProblem>({
    ...errorClass,
    ...common,
    code: envelope.reasons[0] ?? envelope.codes[0],
    reason: blockReason(envelope),
    gatewayText: gatewayText(facts.redactText(message)),
    retryAfterMs: WAITABLE.has(errorClass.outcome) ? waitMs : undefined,
    requestId: common.requestId ?? requestIdInMessage(message),
  });
}
