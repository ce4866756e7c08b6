import type { Translate } from '../../text/translate.ts';
import { describeNoPixels, type NoPixels } from '../images.ts';
import { joinSentences } from '../message.ts';

/** A warning about the file that Easel made from a received image. */
export type FinalFileWarning =
  /** The background is still there. `not-plain`: it has several colors; `all`: the subject has its color too. */
  | { readonly kind: 'not-transparent'; readonly why: 'not-plain' | 'all' }
  /** The transparent background may be wrong, so the received image is saved too. */
  | { readonly kind: 'background-doubt' }
  /** The file shows the first frame of an animation, which is saved too. */
  | { readonly kind: 'one-frame'; readonly frames: number }
  /** The received image is smaller than the exact size, in px. */
  | { readonly kind: 'enlarged'; readonly width: number; readonly height: number }
  /** Easel couldn't make the file. `problem`: the reason, where it is known. */
  | { readonly kind: 'as-received'; readonly problem?: NoPixels }
  /** The received image has Content Credentials, and the file can't have them. */
  | { readonly kind: 'converted-credentials' };

/** Describes what became of a received image. @param route the model and the gateway */
export function describeFinalFile(warning: FinalFileWarning, route: string, t: Translate): string {
  switch (warning.kind) {
    case 'not-transparent':
      // A notice has room for the first sentence.
      return joinSentences(
        t("The background isn't transparent, so the image is saved as it was received."),
        warning.why === 'all'
          ? t('The subject from {0} has the color of the background.', route)
          : t('No plain background came from {0}.', route),
        t('Make Background Transparent… has other ways.'),
      );
    case 'background-doubt':
      return t(
        'Check the transparent background. The image from {0} is saved next to the result too, with -received in its name.',
        route,
      );
    case 'one-frame':
      return t(
        'The file shows the first of {1} frames. The animation from {0} is saved next to it, with -received in its name.',
        route,
        warning.frames,
      );
    case 'enlarged':
      return t(
        "The image from {0} was smaller than {1} × {2} px. It was enlarged, so it isn't sharper.",
        route,
        warning.width,
        warning.height,
      );
    case 'as-received': {
      const why = warning.problem && describeNoPixels(warning.problem, t);
      return joinSentences(
        why,
        t(
          "The image from {0} is saved as it was received, because Easel couldn't process it.",
          route,
        ),
      );
    }
    case 'converted-credentials':
      return t(
        "The Content Credentials of the image from {0} aren't in the file, because they are for the image as it was received.",
        route,
      );
  }
}
