import { CheckError, type CheckProblem, type EaselError } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Message } from './message.ts';
import type { Translate } from '../text/translate.ts';

type ChoiceProblem = Extract<CheckProblem, { kind: 'not-offered' | 'ill-formed' }>;

/** A ratio or size that cannot be had: told of the setting, where that is what asks for it. */
export function describeChoice(problem: ChoiceProblem, t: Translate): Message {
  if (problem.bySetting) return describeSetting(problem, t);
  const isRatio = problem.what === 'aspectRatio';
  const asked = sanitize(problem.asked, 40);
  if (problem.kind === 'ill-formed') {
    const text = isRatio
      ? t('“{0}” is no ratio: use auto, or one such as 16:9. Nothing was sent.', asked)
      : t('“{0}” is no size: use auto, or one such as 2K. Nothing was sent.', asked);
    return { text, actions: [] };
  }
  const names: readonly string[] = [sanitize(problem.model), asked, problem.offered.join(', ')];
  if (problem.offered.length === 0) {
    const text = isRatio
      ? t('{0} has no choice of ratio; use auto instead of {1}. Nothing was sent.', ...names)
      : t('{0} has no choice of size; use auto instead of {1}. Nothing was sent.', ...names);
    return { text, actions: ['choose-model'] };
  }
  const text = isRatio
    ? t('{0} has no ratio {1}. It has {2}. Nothing was sent.', ...names)
    : t('{0} has no size {1}. It has {2}. Nothing was sent.', ...names);
  return { text, actions: ['choose-model'] };
}

function describeSetting(problem: ChoiceProblem, t: Translate): Message {
  const { what } = problem;
  const names = [`easel.${what}`, sanitize(problem.asked, 40)] as const;
  if (problem.kind === 'ill-formed') {
    const text =
      what === 'aspectRatio'
        ? t(
            '{0} is “{1}”, which is no ratio: set auto, or one such as 16:9. Nothing was sent.',
            ...names,
          )
        : t(
            '{0} is “{1}”, which is no size: set auto, or one such as 2K. Nothing was sent.',
            ...names,
          );
    return { text, actions: ['open-settings'] };
  }
  const model = sanitize(problem.model);
  const offered = problem.offered.join(', ');
  const text =
    offered === ''
      ? t('{0} is {1}, and {2} has no choice there: set auto. Nothing was sent.', ...names, model)
      : t(
          '{0} is {1}, which {2} does not have. It has {3}. Nothing was sent.',
          ...names,
          model,
          offered,
        );
  return { text, actions: ['open-settings', 'choose-model'] };
}

/** A placeholder that nothing would be put in place of. */
export function describePlaceholder(
  { placeholder, known }: Extract<CheckProblem, { kind: 'unknown-placeholder' }>,
  t: Translate,
): Message {
  const inUse = known.map((name) => `\${${name}}`).join(t(' and '));
  const text = t(
    'easel.output.fileName has {0}, which Easel does not know. It knows {1}. Nothing was sent.',
    sanitize(`\${${placeholder}}`, 60),
    inUse,
  );
  return { text, actions: ['open-settings'] };
}

/** The setting that Open Settings leads to after a failure; undefined: none in particular. */
export function settingBehind(error: EaselError | undefined): string | undefined {
  if (!(error instanceof CheckError)) return undefined;
  const { problem } = error;
  switch (problem.kind) {
    case 'unknown-gateway':
      return 'easel.gateway';
    case 'bad-base-url':
    case 'bad-setting':
      return 'easel.gateways';
    case 'not-offered':
    case 'ill-formed':
      return problem.bySetting && `easel.${problem.what}`;
    case 'unknown-placeholder':
      return 'easel.output.fileName';
    default:
      return undefined;
  }
}
