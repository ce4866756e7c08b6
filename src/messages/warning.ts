import { sanitize } from '../text/sanitize.ts';
import type { Translate } from '../text/translate.ts';
import { describeCheckedResult, type CheckedResultWarning } from './warnings/checkedResult.ts';
import { describePartialResult, type PartialResultWarning } from './warnings/partialResult.ts';
import { describeLostInRegion, type LostCredentialsWarning } from './warnings/provenance.ts';
import { describeFinalFile, type FinalFileWarning } from './warnings/finalFile.ts';
import { describeRegion, type RegionWarning } from './warnings/region.ts';

export type { PartialResultWarning } from './warnings/partialResult.ts';
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
  | FinalFileWarning
  | LostCredentialsWarning
  | RegionWarning;

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
    case 'not-fetched':
    case 'partly-blocked':
    case 'partly-missing':
    case 'partly-cut':
    case 'partly-failed':
      return describePartialResult(warning, route, t);
    case 'not-transparent':
    case 'background-doubt':
    case 'one-frame':
    case 'enlarged':
    case 'as-received':
    case 'converted-credentials':
      return describeFinalFile(warning, route, t);
    case 'lost-credentials':
      return describeLostInRegion(warning, route, t);
    default:
      return describeRegion(warning, route, t);
  }
}
