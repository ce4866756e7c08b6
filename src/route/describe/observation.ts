import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { Observation } from '../observations.ts';
import type { Advice, Finding, Statement } from '../statements/statement.ts';

/** What a page says that it saw. */
export function describeFinding(seen: Finding, t: Translate): string {
  switch (seen.kind) {
    case 'image':
      return t('an image came.');
    case 'inlineData':
      return t('an image came as inlineData.');
    case 'dataUrl':
      return t('an image came as a data URL in text ({0}).', seen.type.toUpperCase());
    case 'hostedUrl':
      return t('an image came as the address of a hosted file.');
    case 'error': {
      const facts = failure(seen.status, seen.code);
      if (seen.message === undefined) return t('failed ({0}).', facts);
      const message = sanitize(seen.message);
      return facts === ''
        ? t('failed: “{0}”.', message)
        : t('failed ({0}): “{1}”.', facts, message);
    }
    case 'unhealthy':
      return t('the route is unhealthy.');
    case 'calledStable':
      return t('called the stable route.');
    case 'documented':
      return t('documented, not tested.');
  }
}

export function describeBilling(
  billing: Exclude<Statement['billing'], 'unknown'>,
  t: Translate,
): string {
  return billing === 'normal' ? t('Billing looked right.') : t('Billing is under review.');
}

export function describeAdvice(advice: Advice, t: Translate): string {
  switch (advice) {
    case 'recommended':
      return t('Recommended.');
    case 'controlled-testing':
      return t('For controlled tests only.');
    case 'retest-first':
      return t('Retest it on the day, before using it.');
    case 'stop-and-wait':
      return t('After a failure, stop and wait.');
    case 'have-fallbacks':
      return t('Have fallback models ready.');
    case 'not-recommended':
      return t('Not recommended.');
    case 'not-for-production':
      return t('Not for production.');
  }
}

/** What the user's own run, retest or probe met. */
export function describeObservation(observation: Observation, t: Translate): string {
  const { outcome, status, code, shape, latencyMs } = observation;
  if (outcome === 'listed') return t('the id is on it.');
  if (outcome === 'not_listed') return t('the id is not on it.');
  const seconds = (latencyMs / 1000).toFixed(1);
  if (outcome === 'saved') {
    return shape === undefined
      ? t('an image came after {0} s.', seconds)
      : t('an image came as {0} after {1} s.', shape, seconds);
  }
  const facts = failure(status, code);
  const what = outcomeLabel(outcome, t);
  return facts === ''
    ? t('{0}, after {1} s.', what, seconds)
    : t('{0} ({1}), after {2} s.', what, facts, seconds);
}

type Failed = Exclude<Observation['outcome'], 'saved' | 'listed' | 'not_listed'>;

/** How a run failed, in a few words for a list. */
export function outcomeLabel(outcome: Failed, t: Translate): string {
  switch (outcome) {
    case 'cancelled':
      return t('cancelled');
    case 'blocked':
      return t('refused by the model');
    case 'no_image':
      return t('no image in the reply');
    case 'auth':
      return t('key refused');
    case 'quota':
      return t('no credit left');
    case 'rate_limited':
      return t('too many requests');
    case 'route_unavailable':
      return t('no route to the model');
    case 'busy':
      return t('overloaded');
    case 'unreachable':
      return t('not reached');
    case 'unknown':
      return t('no whole answer');
    case 'bad_request':
      return t('request not accepted');
    case 'too_large':
      return t('request too large');
    case 'bad_reply':
      return t('no whole image in the reply');
    case 'download_failed':
      return t('the hosted image could not be fetched');
    case 'save_failed':
      return t('an image came, its file was not written');
    case 'config':
      return t('nothing was sent');
  }
}

function failure(status: number | undefined, code: string | undefined): string {
  const parts = [status === undefined ? undefined : `HTTP ${status}`, code];
  return sanitize(parts.filter((part) => part !== undefined).join(' '), 80);
}
