import type { Translate } from '../../text/translate.ts';
import type { RouteState } from '../routeState.ts';
import type { RouteStatus } from '../status.ts';
import { describeEvidence, describeRemarks } from './evidence.ts';
import { formatWhen, type Localization } from './localization.ts';

/** Names a state in one or two words, for a list or a badge. */
export function stateLabel(state: RouteState, t: Translate): string {
  switch (state) {
    case 'working':
      return t('Working');
    case 'caution':
      return t('Caution');
    case 'down':
      return t('Down');
    case 'retired':
      return t('Retired');
    case 'unknown':
      return t('Unknown');
  }
}

/** Describes the state, its start, and its source in one or two sentences for a tooltip, a row or a warning. */
export function describeStatus(status: RouteStatus, localization: Localization): string {
  const { state, since, old, headline, evidence } = status;
  const { t } = localization;
  const label = stateLabel(state, t);
  if (headline === undefined) {
    const [latest] = evidence;
    return latest === undefined
      ? t('No information about this route yet.')
      : `${label}. ${describeEvidence(latest, localization)}`;
  }
  const report = describeEvidence(headline, localization);
  if (since === undefined || state === 'unknown') return `${label}. ${report}`;
  const when = formatWhen(since, localization);
  const verdict = old
    ? t('{0} as of {1}, may be outdated.', label, when)
    : t('{0} since {1}.', label, when);
  return [verdict, report, ...describeOtherPages(status, t)].join(' ');
}

/** Adds what other current pages say about billing, and the strictest advice, unless the headline says the same. */
function describeOtherPages(
  { billing, advice, headline }: RouteStatus,
  t: Translate,
): readonly string[] {
  const strictest = advice[0];
  if (headline?.kind === 'published') {
    const { statement } = headline;
    return describeRemarks(
      {
        billing: statement.billing === billing ? 'unknown' : billing,
        advice: statement.advice === strictest ? undefined : strictest,
      },
      t,
    );
  }
  // The user's own result outweighs a page's praise, but not a page's warning.
  const warnings = describeRemarks(
    {
      billing: billing === 'under-review' ? billing : 'unknown',
      advice: strictest === 'recommended' ? undefined : strictest,
    },
    t,
  );
  return warnings.length === 0 ? [] : [t("The gateway's pages warn: {0}", warnings.join(' '))];
}
