import { whenText } from '../../text/format.ts';
import type { BreakerPhase } from '../breaker/breaker.ts';
import type { Localization } from './localization.ts';

/**
 * Says when the host last rejected a request and when to try again. Returns undefined while the breaker is
 * closed.
 */
export function describeBreaker(
  phase: BreakerPhase,
  host: string,
  { t, locale, timeZone, now }: Localization,
): string | undefined {
  if (phase.kind === 'closed') return undefined;
  const time = (ms: number) => whenText(ms, now, { locale, timeZone, seconds: true });
  const since = time(phase.since);
  if (phase.busy) {
    return t('{0} rejected a request at {1}. A retry is in progress.', host, since);
  }
  return phase.kind === 'open'
    ? t('{0} rejected a request at {1}. Try again after {2}.', host, since, time(phase.until))
    : t('{0} rejected a request at {1}. You can try again now.', host, since);
}
