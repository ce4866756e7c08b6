import type { CheckProblem } from '../errors.ts';
import { gatewayDisplayName } from '../text/gatewayName.ts';
import { sanitize } from '../text/sanitize.ts';
import { badBaseUrl, badEntry } from './gatewayEntries.ts';
import { describeImageProblem } from './images.ts';
import { notSent, type Action, type Message, type MessageContext } from './message.ts';
import { describeStorage } from './save.ts';
import { describeChoice, describeForeignFolder, describePlaceholder } from './settings.ts';

/** Describes what Easel refused before sending. */
// eslint-disable-next-line max-lines-per-function -- a table: one case per kind of problem, each a sentence or two
export function describeCheck(problem: CheckProblem, context: MessageContext): Message {
  const { t, gateway } = context;
  switch (problem.kind) {
    case 'restricted-mode':
      return notSent(
        context,
        t('This workspace is in Restricted Mode.'),
        ['trust'],
        t('Trust the workspace to use Easel.'),
      );
    case 'no-gateway':
      return notSent(context, t('No gateway is selected.'), ['choose-gateway', 'add-gateway']);
    case 'unknown-gateway':
      return notSent(context, t("Gateway “{0}” doesn't exist.", sanitize(problem.gateway)), [
        'choose-gateway',
        'open-settings',
      ]);
    case 'bad-base-url':
      return notSent(context, badBaseUrl(problem, sanitize(problem.gateway), t), ['open-settings']);
    case 'bad-setting':
      return notSent(context, badEntry(problem, t), ['open-settings']);
    case 'no-key':
      return notSent(
        context,
        t('No API key is set for {0}.', gatewayDisplayName(problem.host, gateway)),
        ['set-key'],
      );
    case 'no-secret':
      return notSent(
        context,
        t(
          'No value is set for the header {0} of {1}.',
          sanitize(problem.header, 60),
          gatewayDisplayName(problem.host, gateway),
        ),
        ['set-key'],
      );
    case 'bad-key':
      return {
        text: problem.isHeader
          ? t(
              'The value of the header contains an invalid character at position {0}. Paste it again.',
              problem.position,
            )
          : t(
              'The API key contains an invalid character at position {0}. Paste it again.',
              problem.position,
            ),
        actions: ['set-key'],
      };
    case 'route-paused':
      return describePaused(problem, context);
    case 'no-prompt':
      return notSent(context, t('The prompt is empty.'));
    case 'bad-options':
      return notSent(
        context,
        problem.where === ''
          ? t("The options aren't valid.")
          : t("The option “{0}” isn't valid.", sanitize(problem.where)),
      );
    case 'no-target':
    case 'no-room':
    case 'no-spool':
    case 'target-missing':
    case 'target-read-only':
    case 'leads-out':
      return describeStorage(problem, context);
    case 'not-offered':
    case 'ill-formed':
      return describeChoice(problem, context);
    case 'unknown-placeholder':
      return describePlaceholder(problem, context);
    case 'foreign-folder':
      return describeForeignFolder(problem, context);
    case 'not-found':
      return notSent(context, t("{0} doesn't exist.", sanitize(problem.path, 300)));
    case 'no-folder':
      return notSent(
        context,
        t('{0} is a relative path, and no folder is open.', sanitize(problem.path, 300)),
      );
    case 'no-source':
    case 'too-many-images':
    case 'unreadable':
    case 'not-an-image':
    case 'incomplete-image':
    case 'type-not-taken':
    case 'too-large':
    case 'no-pixels':
    case 'no-mark':
    case 'no-drawing':
    case 'no-background':
    case 'too-heavy':
    case 'no-sprites':
      return describeImageProblem(problem, context);
  }
}

/** Describes a model whose breaker is open. It can be open after any failure, so the sentence names none. */
function describePaused(
  problem: Extract<CheckProblem, { kind: 'route-paused' }>,
  context: MessageContext,
): Message {
  const { t, clock, gateway } = context;
  const model = sanitize(problem.model);
  const host = gatewayDisplayName(problem.host, gateway);
  const since = clock.timeText(problem.since);
  const actions: readonly Action[] = ['choose-model', 'choose-gateway'];
  if (problem.isBusy) {
    const what = t('{0} at {1} failed at {2}, and a retry is in progress.', model, host, since);
    return notSent(context, what, actions);
  }
  return notSent(
    context,
    t('{0} at {1} failed at {2}, so Easel is pausing requests to it.', model, host, since),
    actions,
    t('You can try again after {0}.', clock.timeText(problem.until)),
  );
}
