import { priceText, type Price } from '../../catalog/prices.ts';
import { sanitize } from '../../text/sanitize.ts';
import { timeOfDay } from '../../text/format.ts';
import { type Translate } from '../../text/translate.ts';
import {
  describeAdvice,
  describeBilling,
  describeObservation,
  describeFinding,
} from './observation.ts';
import type { BreakerPhase } from '../breaker/breaker.ts';
import type { Evidence } from '../evidence.ts';
import type { Advice, Statement } from '../statements/statement.ts';
import type { RouteStatus } from '../status.ts';
import type { RouteState } from '../routeState.ts';

/** How to speak: the language of sentences, and of days and times. */
export interface Localization {
  readonly t: Translate;
  /** BCP 47, such as `vscode.env.language`. */
  readonly locale: string;
  /** IANA name; this machine's zone without it. */
  readonly timeZone?: string;
}

export function stateLabel(state: RouteState, t: Translate): string {
  switch (state) {
    case 'working':
      return t('Works');
    case 'caution':
      return t('Caution');
    case 'down':
      return t('Down');
    case 'retired':
      return t('Retired');
    case 'unknown':
      return t('Not known');
  }
}

/** The state, since when, and who says so: one or two sentences for a tooltip, a row or a warning. */
export function describeStatus(status: RouteStatus, voice: Localization): string {
  const { state, since, old, headline, evidence } = status;
  const { t } = voice;
  const word = stateLabel(state, t);
  if (headline === undefined) {
    const [latest] = evidence;
    return latest === undefined
      ? t('Nobody has said anything about this route yet.')
      : `${word}. ${describeEvidence(latest, voice)}`;
  }
  const says = describeEvidence(headline, voice);
  if (since === undefined || state === 'unknown') return `${word}. ${says}`;
  const when = formatWhen(since, voice);
  const verdict = old ? t('{0} as of {1}, long ago.', word, when) : t('{0} since {1}.', word, when);
  return [verdict, says, ...besides(status, t)].join(' ');
}

/** Who saw what, and when. */
export function describeEvidence(evidence: Evidence, voice: Localization): string {
  const { t } = voice;
  switch (evidence.kind) {
    case 'published': {
      const { date, source, finding: seen } = evidence.statement;
      const host = new URL(source).host;
      const what = [describeFinding(seen, t), ...standing(evidence.statement, t)].join(' ');
      return date === null
        ? t('{0}, without a date: {1}', host, what)
        : t('{0}, {1}: {2}', host, formatWhen(date, voice), what);
    }
    case 'own': {
      const { observation } = evidence;
      const when = formatWhen(new Date(observation.at).toISOString(), voice);
      const what = describeObservation(observation, t);
      if (observation.kind === 'probe') return t('The list of models, {0}: {1}', when, what);
      if (observation.kind === 'retest') return t('Your retest, {0}: {1}', when, what);
      return t('Your run, {0}: {1}', when, what);
    }
    case 'built-in':
      return t('Part of Easel: it runs on this machine, and it is free.');
    case 'retirement': {
      const { id, date, what, source } = evidence.retirement;
      const host = new URL(source).host;
      const day = formatWhen(date, voice);
      if (what === 'shut-down') {
        return evidence.state === 'retired'
          ? t('{0}: {1} was shut down on {2}.', host, sanitize(id), day)
          : t('{0}: {1} will be shut down on {2}.', host, sanitize(id), day);
      }
      return what === 'earliest-shut-down'
        ? t('{0}: {1} may be shut down from {2} on.', host, sanitize(id), day)
        : t('{0}: {1} is reported to be shut down on {2}.', host, sanitize(id), day);
    }
  }
}

/** What an image costs, and who said so when. */
export function describePrice(price: Price, voice: Localization): string {
  const { host } = new URL(price.source);
  const when = formatWhen(price.date, voice);
  return voice.t('An image costs about {0} ({1}, {2}).', priceText(price), host, when);
}

/** When the host said no, and when the next try makes sense; undefined while nothing stands in the way. */
export function describeBreaker(
  phase: BreakerPhase,
  host: string,
  voice: Localization,
): string | undefined {
  if (phase.kind === 'closed') return undefined;
  const { t, locale, timeZone } = voice;
  const since = timeOfDay(phase.since, locale, timeZone);
  if (phase.busy) return t('{0} said no at {1}. One try is under way.', host, since);
  return phase.kind === 'open'
    ? t('{0} said no at {1}. Next try {2}.', host, since, timeOfDay(phase.until, locale, timeZone))
    : t('{0} said no at {1}. One try makes sense now.', host, since);
}

/**
 * A page's ISO day as that day wherever the reader is; an ISO instant in the reader's zone.
 *
 * @throws RangeError for what is neither
 */
export function formatWhen(iso: string, { locale, timeZone }: Localization): string {
  const isDay = iso.length === 'YYYY-MM-DD'.length;
  const zone = isDay ? 'UTC' : timeZone;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    ...(isDay ? {} : { timeStyle: 'short' }),
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(iso));
}

interface Standing {
  readonly billing: Statement['billing'];
  readonly advice?: Advice | undefined;
}

function standing({ billing, advice }: Standing, t: Translate): readonly string[] {
  return [
    ...(billing === 'unknown' ? [] : [describeBilling(billing, t)]),
    ...(advice === undefined ? [] : [describeAdvice(advice, t)]),
  ];
}

/** What other pages that hold add to the headline: money, and the strictest advice. */
function besides({ billing, advice, headline }: RouteStatus, t: Translate): readonly string[] {
  const strictest = advice[0];
  if (headline?.kind === 'published') {
    const said = headline.statement;
    return standing(
      {
        billing: said.billing === billing ? 'unknown' : billing,
        advice: said.advice === strictest ? undefined : strictest,
      },
      t,
    );
  }
  // Beside what the user saw, a page's praise is noise and its warnings are not.
  const warnings = standing(
    {
      billing: billing === 'under-review' ? billing : 'unknown',
      advice: strictest === 'recommended' ? undefined : strictest,
    },
    t,
  );
  return warnings.length === 0 ? [] : [t('The gateway’s pages warn: {0}', warnings.join(' '))];
}
