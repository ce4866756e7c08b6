import { sanitize } from '../../text/sanitize.ts';
import type { Translate } from '../../text/translate.ts';

/** A warning about a saved image that isn't what was meant, though no error says so. */
export type CheckedResultWarning =
  /** The result shows the source's pixels, encoded again. */
  | { readonly kind: 're-encoded' }
  | { readonly kind: 'lost-transparency' }
  /** No ratio was requested. Sizes in px. */
  | {
      readonly kind: 'other-shape';
      readonly source: { readonly width: number; readonly height: number };
      readonly width: number;
      readonly height: number;
    }
  /** `quote`: the model's text, sanitized. */
  | { readonly kind: 'declined'; readonly quote: string };

/** Describes such a warning. @param route the model and the gateway */
export function describeCheckedResult(
  warning: CheckedResultWarning,
  route: string,
  t: Translate,
): string {
  switch (warning.kind) {
    case 're-encoded':
      return t('{0} returned the source image unchanged, encoded again.', route);
    case 'lost-transparency':
      return t(
        "{0} returned an opaque image, so the source's transparency is lost. To keep it, edit a marked region in the panel.",
        route,
      );
    case 'other-shape':
      return t(
        '{0} changed the shape: the source has {1}×{2} px, the result {3}×{4} px. Select an aspect ratio to keep it.',
        route,
        warning.source.width,
        warning.source.height,
        warning.width,
        warning.height,
      );
    case 'declined':
      return t(
        "{0} says that it couldn't do everything: “{1}”",
        route,
        sanitize(warning.quote, 200),
      );
  }
}
