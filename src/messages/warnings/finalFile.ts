import type { Translate } from '../../text/translate.ts';
import { describeNoPixels, type NoPixels } from '../images.ts';
import { joinSentences } from '../message.ts';

/** A warning about the file that Easel made from a received image. */
export type FinalFileWarning =
  /** The background is still there. `not-plain`: it has several colors; `all`: the subject has its color too. */
  | { readonly kind: 'not-transparent'; readonly why: 'not-plain' | 'all' }
  /** The transparent background may be wrong, so the received image is saved too. */
  | { readonly kind: 'background-doubt' }
  /** The received image is smaller than the exact size, in px. */
  | { readonly kind: 'enlarged'; readonly width: number; readonly height: number }
  /** Easel couldn't make the file. `problem`: the reason, where it is known. */
  | { readonly kind: 'as-received'; readonly problem?: NoPixels }
  /** The received image has Content Credentials, and the file can't have them. */
  | { readonly kind: 'converted-credentials' };

/** Describes what became of a received image. @param route the model and the gateway */
export function describeFinalFile(warning: FinalFileWarning, route: string, t: Translate): string {
  switch (warning.kind) {
    case 'not-transparent': {
      const why =
        warning.why === 'all'
          ? t("The background isn't transparent: {0} painted the subject in its color.", route)
          : t("The background isn't transparent: {0} painted no plain one.", route);
      return joinSentences(why, t('Make Background Transparent… has other ways.'));
    }
    case 'background-doubt':
      return t(
        'Check the transparent background. The image from {0} is saved next to the result too, with -received in its name.',
        route,
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
