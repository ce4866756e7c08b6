import type { Translate } from '../../text/translate.ts';
import type { Observation } from '../observations.ts';
import { describeFailureFacts } from './failureFacts.ts';

/** Describes the result of the user's own run, retest or model list, as the end of a sentence. */
export function describeObservation(observation: Observation, t: Translate): string {
  const { outcome, status, code, latencyMs } = observation;
  if (outcome === 'listed') return t('includes this ID.');
  if (outcome === 'not_listed') return t("doesn't include this ID.");
  const seconds = (latencyMs / 1000).toFixed(1);
  if (outcome === 'saved') {
    return t('returned an image after {0} s.', seconds);
  }
  const facts = describeFailureFacts(status, code);
  const label = outcomeLabel(outcome, t);
  return facts === ''
    ? t('{0} after {1} s.', label, seconds)
    : t('{0} ({1}) after {2} s.', label, facts, seconds);
}

type FailedRun = Exclude<Observation['outcome'], 'saved' | 'listed' | 'not_listed'>;

/** Names how a run failed, in a few words for a list. */
export function outcomeLabel(outcome: FailedRun, t: Translate): string {
  switch (outcome) {
    case 'cancelled':
      return t('canceled');
    case 'blocked':
      return t('blocked by the model');
    case 'no_image':
      return t('no image in the response');
    case 'auth':
      return t('key rejected');
    case 'quota':
      return t('no credit left');
    case 'rate_limited':
      return t('too many requests');
    case 'route_unavailable':
      return t('no route to the model');
    case 'busy':
      return t('overloaded');
    case 'unreachable':
      return t("couldn't connect");
    case 'unknown':
      return t('outcome unknown');
    case 'bad_request':
      return t('request rejected');
    case 'too_large':
      return t('request too large');
    case 'bad_reply':
      return t('no complete image in the response');
    case 'download_failed':
      return t('hosted image not downloaded');
    case 'save_failed':
      return t('image received but not saved');
    case 'accepted':
      return t('accepted as a task without an image');
    case 'config':
      return t('setup problem');
  }
}
