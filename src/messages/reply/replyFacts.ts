import type { ReplyError, ReplyProblem } from '../../errors.ts';
import type { Clock } from '../../text/format.ts';
import { gatewayDisplayName } from '../../text/gatewayName.ts';
import { sanitize } from '../../text/sanitize.ts';
import { chargeSentence, type MessageContext } from '../message.ts';

/** The facts for the sentences about one reply. Texts of the gateway and the model are sanitized. */
export interface ReplyFacts extends MessageContext {
  readonly problem: ReplyProblem;
  /** The gateway's display name. */
  readonly host: string;
  readonly model: string;
  /** Status and error code, such as `429 RESOURCE_EXHAUSTED`. */
  readonly code: string;
  /** The sentence about money. */
  readonly bill: string;
  /** The gateway's or the model's own words. */
  readonly quote: string | undefined;
  /** The sentence about the next try. */
  readonly wait: string | undefined;
}

/** Returns the facts for the sentences about a reply, with all text from outside sanitized. */
export function replyFacts(
  { host: address, model, problem }: ReplyError,
  context: MessageContext,
): ReplyFacts {
  const { t, clock, gateway } = context;
  const status = [problem.status, problem.code].filter((part) => part !== undefined && part !== '');
  const nextTry = nextTryTime(problem, clock);
  const { gatewayText } = problem;
  return {
    ...context,
    problem,
    host: gatewayDisplayName(address, gateway),
    model: sanitize(model),
    code: sanitize(status.join(' '), 60),
    bill: chargeSentence(problem.charge, context),
    quote: gatewayText === undefined ? undefined : quoteOf(sanitize(gatewayText), t),
    wait: nextTry === undefined ? undefined : t('You can try again after {0}.', nextTry),
  };
}

/** Ends the quote with a period, because another sentence may follow. */
function quoteOf(text: string, t: MessageContext['t']): string {
  return /[.!?…。！？]$/.test(text) ? t('Response: “{0}”', text) : t('Response: “{0}”.', text);
}

/** Returns the time of day when the gateway, or its breaker, allows the next try. */
function nextTryTime({ retryAfterMs, nextTryAt }: ReplyProblem, clock: Clock): string | undefined {
  const asked = retryAfterMs === undefined ? 0 : clock.now() + retryAfterMs;
  const at = Math.max(asked, nextTryAt ?? 0);
  return at === 0 ? undefined : clock.timeText(at);
}
