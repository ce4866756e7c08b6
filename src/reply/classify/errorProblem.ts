import type { FailedOutcome, ReplyProblem } from '../../errors.ts';
import { blockReason, classifyError } from './classifyError.ts';
import { parseErrorEnvelope, type ErrorEnvelope } from './envelope.ts';
import { gatewayText, requestIdInMessage } from './gatewayText.ts';
import { parseTask } from '../parse/task.ts';
import { acceptedProblem, taskOf } from './taskProblem.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';
import { retryAfterMs } from './retryAfter.ts';

/** Outcomes that a wait can change. For the others, a retry time would raise false hope. */
export const WAITABLE: ReadonlySet<FailedOutcome> = new Set([
  'rate_limited',
  'busy',
  'route_unavailable',
  'unreachable',
]);

/**
 * Returns the problem that the reply states itself, or a document of a stream: an error envelope, or a task instead of an image.
 */
export function envelopeProblem(facts: ReplyFacts): ReplyProblem | undefined {
  const { values, unfinished } = facts.documents;
  const task = taskOf(facts);
  if (task?.state === 'pending') return acceptedProblem(task, facts);
  if (task?.state === 'failed' && task.reason !== undefined) {
    const { id: taskId, reason: message, holder } = task;
    const stated = parseErrorEnvelope(holder) ?? { codes: [], reasons: [], quotas: [] };
    const problem = errorProblem({ ...stated, message }, facts);
    return { ...problem, ...(taskId === undefined ? {} : { taskId: facts.redactText(taskId) }) };
  }
  for (const value of unfinished === undefined ? values : [...values, unfinished]) {
    // A task's message says that all is well so far.
    if (parseTask(value)?.state === 'pending') continue;
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
