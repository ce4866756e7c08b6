import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';

/** A problem with an image that a reply announced but didn't deliver. */
export type PartialResultWarning =
  /** `isKept`: the incomplete image waits to be saved or discarded. */
  | { readonly kind: 'partly-broken'; readonly isKept?: true }
  | { readonly kind: 'partly-blocked'; readonly reason: string }
  | { readonly kind: 'partly-missing'; readonly host: string }
  /** Another image exists at its host and can be downloaded: its address is kept. */
  | { readonly kind: 'not-fetched' }
  | { readonly kind: 'partly-cut' }
  /** The gateway failed after it had sent an image. `code`: its status and error code. */
  | { readonly kind: 'partly-failed'; readonly code: string };

/** Describes such a problem. @param route the model and the gateway */
export function describePartialResult(
  warning: PartialResultWarning,
  route: string,
  t: Translate,
): string {
  switch (warning.kind) {
    case 'partly-broken':
      return warning.isKept
        ? t('{0} also sent an incomplete image. Use Show Unsaved Results to save it.', route)
        : t('{0} also sent an incomplete image.', route);
    case 'not-fetched':
      return t(
        "{0} created another image that couldn't be downloaded. Use Show Unsaved Results to download it.",
        route,
      );
    case 'partly-blocked':
      return t('{0} blocked another image ({1}).', route, sanitize(warning.reason, 60));
    case 'partly-missing':
      return warning.host === ''
        ? t("{0} created another image that couldn't be downloaded.", route)
        : t(
            "{0} created another image that couldn't be downloaded from {1}.",
            route,
            sanitize(warning.host),
          );
    case 'partly-cut':
      return t('The response from {0} ended early, so images may be missing.', route);
    case 'partly-failed':
      return t('{0} failed after sending this image ({1}).', route, sanitize(warning.code, 60));
  }
}
