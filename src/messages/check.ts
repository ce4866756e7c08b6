import type { CheckProblem } from '../errors.ts';
import { hasImageExtension } from '../image/formats/fileExtensions.ts';
import { sanitize } from '../text/sanitize.ts';
import { type Action, type Message, type MessageContext } from './message.ts';
import { gatewayDisplayName } from '../text/gatewayName.ts';
import { sizeText } from '../text/format.ts';
import { type Translate } from '../text/translate.ts';
import { badBaseUrl, badEntry } from './gatewayEntries.ts';
import { describeChoice, describePlaceholder } from './settings.ts';

/** Refused before sending. */
export function describeCheck(
  problem: CheckProblem,
  { t, clock, gateway }: MessageContext,
): Message {
  const only = (text: string, ...actions: Action[]): Message => ({ text, actions });
  switch (problem.kind) {
    case 'restricted-mode':
      return only(
        t('This workspace is in Restricted Mode, so nothing is sent. Not charged.'),
        'trust',
      );
    case 'no-gateway':
      return only(t('No gateway is chosen, so nothing was sent.'), 'choose-gateway');
    case 'unknown-gateway':
      return only(
        t('There is no gateway “{0}”, so nothing was sent.', sanitize(problem.gateway)),
        'choose-gateway',
        'open-settings',
      );
    case 'bad-base-url':
      return only(
        `${badBaseUrl(problem, sanitize(problem.gateway), t)} ${t('Nothing was sent.')}`,
        'open-settings',
      );
    case 'bad-setting':
      return only(`${badEntry(problem, t)} ${t('Nothing was sent.')}`, 'open-settings');
    case 'no-key':
      return only(
        t(
          'There is no key for {0} yet, so nothing was sent.',
          gatewayDisplayName(problem.host, gateway),
        ),
        'set-key',
      );
    case 'bad-key':
      return only(
        t(
          'The key has a character that cannot be sent, at position {0}. Paste it again.',
          problem.position,
        ),
        'set-key',
      );
    case 'route-paused': {
      const { since, until, isBusy } = problem;
      const host = gatewayDisplayName(problem.host, gateway);
      const time = clock.timeOfDay;
      return only(
        isBusy
          ? t('{0} said no at {1}, and one try is under way. Nothing was sent.', host, time(since))
          : t(
              '{0} said no at {1}. Next try {2}. Nothing was sent.',
              host,
              time(since),
              time(until),
            ),
        'choose-model',
        'choose-gateway',
      );
    }
    case 'no-prompt':
      return only(t('The prompt is empty, so nothing was sent.'));
    case 'no-source':
      return only(t('No image was chosen, so nothing was sent.'));
    case 'no-target':
      return only(
        t('There is no folder to save into, so nothing was sent. Open a folder first.'),
        'choose-folder',
      );
    case 'no-room':
      return only(
        t(
          'Not sent: there is no room to keep the result ({0} free, {1} needed).',
          sizeText(problem.free),
          sizeText(problem.needed),
        ),
        'show-log',
      );
    case 'no-spool':
      return only(
        t('Not sent: the disk does not take what has to be kept ({0}).', problem.code),
        'show-log',
      );
    case 'target-missing':
      return only(
        t('{0} is no folder, so nothing was sent.', sanitize(problem.folder)),
        'choose-folder',
      );
    case 'target-read-only':
      return only(
        t('{0} takes no file ({1}). Nothing was sent.', sanitize(problem.folder), problem.code),
        'choose-folder',
      );
    case 'leads-out':
      return only(
        t(
          '{0} leads out of the workspace, to {1}. Nothing was sent.',
          sanitize(problem.folder, 80),
          sanitize(problem.real, 80),
        ),
        'choose-folder',
      );
    case 'bad-options':
      return only(
        t('The options are not valid ({0}), so nothing was sent.', sanitize(problem.where)),
      );
    case 'not-offered':
    case 'ill-formed':
      return describeChoice(problem, t);
    case 'unknown-placeholder':
      return describePlaceholder(problem, t);
    case 'too-many-images':
      return only(
        t(
          '{0} takes {1} images at most, {2} were chosen. Nothing was sent.',
          sanitize(problem.model),
          problem.most,
          problem.given,
        ),
        'choose-model',
      );
    case 'unreadable':
      return only(
        t('{0} cannot be read ({1}). Nothing was sent.', sanitize(problem.file), problem.code),
      );
    case 'not-an-image':
      return only(
        hasImageExtension(problem.file)
          ? t(
              '{0} is not an image, whatever its name says. Nothing was sent.',
              sanitize(problem.file),
            )
          : t('{0} is not an image. Nothing was sent.', sanitize(problem.file)),
      );
    case 'type-not-taken':
      return only(
        t(
          '{0} is {1}, which {2} does not take. It takes {3}. Nothing was sent.',
          sanitize(problem.file),
          problem.type,
          sanitize(problem.model),
          problem.taken.join(', '),
        ),
        'choose-model',
      );
    case 'too-large':
      return only(
        t(
          'The request would be {0} and the gateway takes {1}. Use smaller images. Nothing was sent.',
          sizeText(problem.bytes),
          sizeText(problem.most),
        ),
      );
    case 'no-pixels':
      return only(noPixels(problem, t));
    case 'no-mark':
      return only(t('Nothing is marked on the image, so nothing was sent.'));
  }
}

/** Said of a source before sending, and of a result after it: so not a word about what was sent. */
export function noPixels(
  { why, what }: Extract<CheckProblem, { kind: 'no-pixels' }>,
  t: Translate,
): string {
  switch (why) {
    case 'type':
      return what === ''
        ? t('This is not an image that Easel knows.')
        : t('Easel works on the pixels of PNG and JPEG images, and this is {0}.', what);
    case 'too-many':
      return t('The image has {0} px. Easel works on up to 64 megapixels.', what);
    case 'broken':
      return t('The image cannot be decoded: its file is damaged or incomplete.');
    case 'not-made':
      return t('This image could not be made into {0} here.', what.toUpperCase());
  }
}
