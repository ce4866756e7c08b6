import { sanitize } from '../../text/sanitize.ts';
import type { RunPlan } from '../plan/plan.ts';
import type { RunRecord } from '../../spool/record.ts';
import { redact } from '../../text/redact.ts';

/** Far more than is kept of it: redacting a book would hold the shared thread. */
const MOST_READ_CHARS = 4096;
const MOST_KEPT_CHARS = 60;

/**
 * What a run was for, in a few words: all that can be told of it when its window dies before anything came.
 *
 * @param keys taken out of the prompt before it is cut: half a key is no longer found
 */
export function requestSummary(
  { prompt, images }: Pick<RunPlan, 'prompt' | 'images'>,
  keys: readonly string[],
): NonNullable<RunRecord['asked']> {
  const [source] = images;
  return {
    prompt: sanitize(redact(prompt.slice(0, MOST_READ_CHARS), keys), MOST_KEPT_CHARS),
    ...(source && { source: sanitize(source.name, MOST_KEPT_CHARS) }),
  };
}
