import type { ReplyProblem } from '../../errors.ts';
import { parseTask, type Task } from '../parse/task.ts';
import { parseErrorEnvelope } from './envelope.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';

/** A stream reports a task again and again. Its last words count. */
const MAX_SEARCHED_VALUES = 64;

/**
 * Returns the task of a reply that has no image: the last value of the reply that is a task or an error decides. A task that
 * isn't done yet may be charged, and sending the request again starts a second one.
 */
export function taskOf({ raw, documents, reply }: ReplyFacts): Task | undefined {
  const hasContent =
    reply.openAiImages.length > 0 || reply.candidates.some(({ parts }) => parts.length > 0);
  if (raw.status >= 400 || hasContent) return undefined;
  for (const value of documents.values.slice(-MAX_SEARCHED_VALUES).reverse()) {
    const task = parseTask(value);
    if (task !== undefined) return task;
    if (parseErrorEnvelope(value) !== undefined) return undefined;
  }
  // 202 means "accepted, not completed" (RFC 9110, 15.3.3). Bot checks use it too, for a page.
  const isReadable = documents.notJson === undefined || documents.notJson === 'text';
  const isBare = raw.status === 202 && isReadable && !reply.isReply;
  return isBare ? { state: 'pending', holder: undefined } : undefined;
}

/**
 * Returns the problem of a reply that is a task instead of an image. Easel doesn't fetch the result: none of the gateways' pages on
 * this route (Crazyrouter, 23 March and 14 April 2026; Routescope, undated) names an address for it, and a guessed one would get
 * the key.
 */
export function acceptedProblem({ id }: Task, facts: ReplyFacts): ReplyProblem {
  return omitUndefined<ReplyProblem>({
    kind: 'task',
    outcome: 'accepted',
    charge: 'maybe',
    ...commonFacts(facts.raw),
    taskId: id === undefined ? undefined : facts.redactText(id),
  });
}
