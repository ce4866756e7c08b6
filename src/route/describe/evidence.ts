import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';
import type { Evidence, RetirementEvidence } from '../evidence.ts';
import type { Observation } from '../observations.ts';
import type { Advice, Statement } from '../statements/statement.ts';
import { formatWhen, type Localization } from './localization.ts';
import { describeObservation } from './observation.ts';
import { describeAdvice, describeBilling, describeFinding } from './statement.ts';

/** Names the source of one piece of evidence and its date, and says what it reports. */
export function describeEvidence(evidence: Evidence, localization: Localization): string {
  switch (evidence.kind) {
    case 'published':
      return describeStatement(evidence.statement, localization);
    case 'own':
      return describeOwn(evidence.observation, localization);
    case 'built-in':
      return localization.t('Built into Easel. It runs on this machine and is free.');
    case 'retirement':
      return describeRetirement(evidence, localization);
  }
}

function describeStatement(statement: Statement, localization: Localization): string {
  const { t } = localization;
  const { date, source, finding } = statement;
  const host = new URL(source).host;
  const report = [describeFinding(finding, t), ...describeRemarks(statement, t)].join(' ');
  return date === null
    ? t('{0}, undated: {1}', host, report)
    : t('{0}, {1}: {2}', host, formatWhen(date, localization), report);
}

function describeOwn(observation: Observation, localization: Localization): string {
  const { t } = localization;
  const when = formatWhen(new Date(observation.at).toISOString(), localization);
  const result = describeObservation(observation, t);
  switch (observation.kind) {
    case 'probe':
      return t('The model list, {0}: {1}', when, result);
    case 'retest':
      return t('Your retest, {0}: {1}', when, result);
    case 'run':
      return t('Your run, {0}: {1}', when, result);
  }
}

function describeRetirement(
  { retirement, state }: RetirementEvidence,
  localization: Localization,
): string {
  const { t } = localization;
  const host = new URL(retirement.source).host;
  const id = sanitize(retirement.id);
  const date = formatWhen(retirement.date, localization);
  switch (retirement.what) {
    case 'shut-down':
      return state === 'retired'
        ? t('{0}: {1} was shut down on {2}.', host, id, date)
        : t('{0}: {1} will be shut down on {2}.', host, id, date);
    case 'earliest-shut-down':
      return t('{0}: {1} may be shut down on or after {2}.', host, id, date);
    case 'deprecated':
      return t('{0}: {1} has been deprecated since {2}.', host, id, date);
    case 'restricted':
      return t('{0}: since {2}, {1} is only for accounts that used it before.', host, id, date);
    case 'reported':
      return t('{0}: the reported shutdown date of {1} is {2}.', host, id, date);
  }
}

interface Remarks {
  readonly billing: Statement['billing'];
  readonly advice?: Advice | undefined;
}

/** Describes the billing and the advice, each as a sentence of its own; empty if a page says neither. */
export function describeRemarks({ billing, advice }: Remarks, t: Translate): readonly string[] {
  return [
    ...(billing === 'unknown' ? [] : [describeBilling(billing, t)]),
    ...(advice === undefined ? [] : [describeAdvice(advice, t)]),
  ];
}
