import { CheckError, type CheckProblem, type EaselError } from '../errors.ts';
import { sanitize } from '../text/sanitize.ts';
import { notSent, type Message, type RefusedContext } from './message.ts';
import type { Translate } from '../text/translate.ts';

type ChoiceProblem = Extract<CheckProblem, { kind: 'not-offered' | 'ill-formed' }>;

/** Describes a ratio or size that the model doesn't have. Names the setting where the value comes from one. */
export function describeChoice(problem: ChoiceProblem, context: RefusedContext): Message {
  const { t } = context;
  if (problem.bySetting) return describeSettingChoice(problem, context);
  const isRatio = problem.what === 'aspectRatio';
  const asked = sanitize(problem.asked, 40);
  if (problem.kind === 'ill-formed') {
    return isRatio
      ? notSent(context, t("“{0}” isn't a valid aspect ratio.", asked), [], ratioExample(t))
      : notSent(context, t("“{0}” isn't a valid image size.", asked), [], sizeExample(t));
  }
  const model = sanitize(problem.model);
  if (problem.offered.length === 0) {
    const what = isRatio
      ? t("{0} doesn't let you choose an aspect ratio.", model)
      : t("{0} doesn't let you choose an image size.", model);
    return notSent(context, what, ['choose-model'], t('Use auto instead of {0}.', asked));
  }
  const offered = problem.offered.join(', ');
  return isRatio
    ? notSent(
        context,
        t("{0} doesn't support the aspect ratio {1}.", model, asked),
        ['choose-model'],
        t('Supported ratios: {0}.', offered),
      )
    : notSent(
        context,
        t("{0} doesn't support the image size {1}.", model, asked),
        ['choose-model'],
        t('Supported sizes: {0}.', offered),
      );
}

function describeSettingChoice(problem: ChoiceProblem, context: RefusedContext): Message {
  const { t } = context;
  const setting = `easel.${problem.what}`;
  const asked = sanitize(problem.asked, 40);
  if (problem.kind === 'ill-formed') {
    return problem.what === 'aspectRatio'
      ? notSent(
          context,
          t("{0} is set to “{1}”, which isn't a valid aspect ratio.", setting, asked),
          ['open-settings'],
          ratioExample(t),
        )
      : notSent(
          context,
          t("{0} is set to “{1}”, which isn't a valid image size.", setting, asked),
          ['open-settings'],
          sizeExample(t),
        );
  }
  const model = sanitize(problem.model);
  const offered = problem.offered.join(', ');
  return offered === ''
    ? notSent(
        context,
        t("{0} is set to {1}, but {2} doesn't support this setting.", setting, asked, model),
        ['open-settings', 'choose-model'],
        t('Set it to auto.'),
      )
    : notSent(
        context,
        t("{0} is set to {1}, which {2} doesn't support.", setting, asked, model),
        ['open-settings', 'choose-model'],
        t('Supported values: {0}.', offered),
      );
}

function ratioExample(t: Translate): string {
  return t('Use auto or a ratio such as 16:9.');
}

function sizeExample(t: Translate): string {
  return t('Use auto or a size such as 2K.');
}

/** Describes a placeholder of a file name or a folder that Easel can't fill in. */
export function describePlaceholder(
  { placeholder, known, setting }: Extract<CheckProblem, { kind: 'unknown-placeholder' }>,
  context: RefusedContext,
): Message {
  const { t } = context;
  const supported = known.map((name) => `\${${name}}`).join(', ');
  return notSent(
    context,
    t(
      "{0} contains {1}, which isn't a supported placeholder.",
      `easel.output.${setting ?? 'fileName'}`,
      sanitize(`\${${placeholder}}`, 60),
    ),
    ['open-settings'],
    t('Supported placeholders: {0}.', supported),
  );
}

/** Describes an `easel.output.folder` that leads to another file system. */
export function describeForeignFolder(
  { scheme }: Extract<CheckProblem, { kind: 'foreign-folder' }>,
  context: RefusedContext,
): Message {
  const { t } = context;
  return notSent(
    context,
    t(
      "easel.output.folder is on another file system ({0}). Results of this workspace can't be saved there.",
      sanitize(scheme, 60),
    ),
    ['open-settings'],
    t('Use a path, such as assets/images.'),
  );
}

/** Returns the setting that Open Settings leads to after a failure; undefined where no setting caused it. */
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
      return `easel.output.${problem.setting ?? 'fileName'}`;
    case 'foreign-folder':
      return 'easel.output.folder';
    default:
      return undefined;
  }
}
