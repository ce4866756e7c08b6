import { whenText } from '../../text/format.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { BreakerPhase } from '../breaker/breaker.ts';
import type { Localization } from './localization.ts';

/**
 * Says when a model failed at its gateway, and when to try again. Returns undefined while the breaker is closed.
 *
 * @param route the breaker's model, as the id at the gateway, and the gateway's host
 */
export function describeBreaker(
  phase: BreakerPhase,
  route: { readonly model: string; readonly host: string },
  { t, locale, timeZone, now }: Localization,
): string | undefined {
  if (phase.kind === 'closed') return undefined;
  const time = (ms: number) => whenText(ms, now, { locale, timeZone, seconds: true });
  const since = time(phase.since);
  const [model, { host }] = [sanitize(route.model, 80), route];
  if (phase.busy) {
    return t('{0} at {1} failed at {2}, and a retry is in progress.', model, host, since);
  }
  return phase.kind === 'open'
    ? t(
        '{0} at {1} failed at {2}, so Easel is pausing requests to it. You can try again after {3}.',
        model,
        host,
        since,
        time(phase.until),
      )
    : t('{0} at {1} failed at {2}. You can try again now.', model, host, since);
}
