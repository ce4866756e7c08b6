import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';
import { describeCheckedResult, type CheckedResultWarning } from './warnings/checkedResult.ts';
import { describeLostInRegion, type LostCredentialsWarning } from './warnings/provenance.ts';
import { describeRegion, type RegionWarning } from './warnings/region.ts';

export type { RegionWarning } from './warnings/region.ts';
export type { NoPixels } from './images.ts';

/** A warning that a run reports with its result. */
export type Warning =
  /** `asked`: the ratio or size that was requested. `width` and `height`: the result's, in px. */
  | {
      readonly kind: 'other-ratio';
      readonly asked: string;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'other-size';
      readonly asked: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'unchanged' }
  | CheckedResultWarning
  | { readonly kind: 'many-images'; readonly best: number }
  /** Only the first frame or page of a file was sent. */
  | { readonly kind: 'first-frame'; readonly file: string; readonly frames: number }
  | PartialResultWarning
  | LostCredentialsWarning
  | RegionWarning;

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

/** Describes a warning. @param route the model and the gateway */
export function describeWarning(warning: Warning, route: string, t: Translate): string {
  switch (warning.kind) {
    case 'other-ratio':
    case 'other-size':
      return t(
        '{0} was asked for {1} but returned {2}×{3} px.',
        route,
        warning.asked,
        warning.width,
        warning.height,
      );
    case 'unchanged':
      return t('{0} returned the source image unchanged.', route);
    case 're-encoded':
    case 'lost-transparency':
    case 'other-shape':
    case 'declined':
      return describeCheckedResult(warning, route, t);
    case 'many-images':
      return t('{0} works best with {1} images or fewer.', route, warning.best);
    case 'first-frame':
      return t(
        'Only the first of {1} frames in {0} was sent to {2}.',
        sanitize(warning.file, 80),
        warning.frames,
        route,
      );
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
    case 'lost-credentials':
      return describeLostInRegion(warning, route, t);
    default:
      return describeRegion(warning, route, t);
  }
}
