import { sanitize } from '../../text/sanitize.ts';
import type { RunPlan } from '../plan/plan.ts';
import type { RunRecord } from '../../spool/record.ts';
import { redact } from '../../text/redact.ts';

/**
 * Only this much is redacted, because redacting a very long prompt would block the thread. It is far more than the 60 characters
 * kept.
 */
const MAX_READ_CHARS = 4096;
const MAX_KEPT_CHARS = 60;

/**
 * Returns the beginning of a run's prompt and the name of its source, sanitized. The next window shows them if this one crashes
 * before the reply.
 *
 * @param keys removed before the final cut to 60 characters, so that no partial key remains
 */
export function requestSummary(
  { prompt, images }: Pick<RunPlan, 'prompt' | 'images'>,
  keys: readonly string[],
): NonNullable<RunRecord['asked']> {
  const [source] = images;
  return {
    prompt: sanitize(redact(prompt.slice(0, MAX_READ_CHARS), keys), MAX_KEPT_CHARS),
    ...(source && { source: sanitize(source.name, MAX_KEPT_CHARS) }),
  };
}
