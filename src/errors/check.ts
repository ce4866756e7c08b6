import { EaselError, type FailedOutcome } from './outcome.ts';

/** What a file is that has the name of an image. `zeros`: only NUL bytes. */
export type Disguise =
  'empty' | 'zeros' | 'git-lfs' | 'git-annex' | 'web-page' | 'svg' | 'apple-double' | 'pdf';

/** A problem that Easel found before it sent anything. */
export type CheckProblem =
  | { readonly kind: 'restricted-mode' }
  | { readonly kind: 'no-gateway' }
  | { readonly kind: 'unknown-gateway'; readonly gateway: string }
  | {
      readonly kind: 'bad-base-url';
      readonly gateway: string;
      readonly why: 'malformed' | 'credentials' | 'key' | 'not-https' | 'missing';
      /** The name of the header with the key. */
      readonly header?: string;
    }
  | {
      readonly kind: 'bad-setting';
      readonly setting: string;
      /** The path of the invalid property; empty for the entry as a whole. */
      readonly why: string;
      /** The entry's id, where it has one. */
      readonly gateway?: string;
    }
  | { readonly kind: 'no-key'; readonly host: string }
  /** A header of the gateway's entry needs a secret value that isn't stored. */
  | { readonly kind: 'no-secret'; readonly host: string; readonly header: string }
  /** `isHeader`: it is the secret value of a header. */
  | { readonly kind: 'bad-key'; readonly position: number; readonly isHeader?: true }
  /** The breaker of a model is open since `since` and until `until`, in ms since 1970. `isBusy`: its one trial is in progress. */
  | {
      readonly kind: 'route-paused';
      readonly host: string;
      /** The model's id at the gateway. */
      readonly model: string;
      readonly since: number;
      readonly until: number;
      readonly isBusy: boolean;
    }
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'no-source' }
  | { readonly kind: 'no-target' }
  /** In bytes, on the disk with the spool. */
  | { readonly kind: 'no-room'; readonly free: number; readonly needed: number }
  /** The spool can't be written. `code`: the system's. */
  | { readonly kind: 'no-spool'; readonly code: string }
  | { readonly kind: 'target-missing'; readonly folder: string }
  | { readonly kind: 'target-read-only'; readonly folder: string; readonly code: string }
  /** A link in the workspace leads to `real`, a folder outside of it. */
  | { readonly kind: 'leads-out'; readonly folder: string; readonly real: string }
  | { readonly kind: 'bad-options'; readonly where: string }
  /** The model doesn't offer the ratio or size. `bySetting`: the value comes from a setting. */
  | {
      readonly kind: 'not-offered';
      readonly model: string;
      readonly what: 'aspectRatio' | 'imageSize';
      readonly asked: string;
      readonly offered: readonly string[];
      readonly bySetting?: true;
    }
  /** The value isn't a ratio or size at all. */
  | {
      readonly kind: 'ill-formed';
      readonly what: 'aspectRatio' | 'imageSize';
      readonly asked: string;
      readonly bySetting?: true;
    }
  /** `easel.output.fileName`, or `easel.output.folder` for `folder`, has an unknown placeholder. */
  | {
      readonly kind: 'unknown-placeholder';
      readonly placeholder: string;
      readonly known: readonly string[];
      readonly setting?: 'folder';
    }
  /** `easel.output.folder` is a URI of another file system than the workspace's. */
  | { readonly kind: 'foreign-folder'; readonly scheme: string }
  /** No file has this path, as the caller wrote it. */
  | { readonly kind: 'not-found'; readonly path: string }
  /** The path is relative, and no folder is open. */
  | { readonly kind: 'no-folder'; readonly path: string }
  | {
      readonly kind: 'too-many-images';
      readonly model: string;
      readonly given: number;
      readonly most: number;
    }
  | { readonly kind: 'unreadable'; readonly file: string; readonly code: string }
  /** `found`: what the file is instead, if its bytes tell. */
  | { readonly kind: 'not-an-image'; readonly file: string; readonly found?: Disguise }
  /** The end of the image is missing. `type`: its MIME type. */
  | { readonly kind: 'incomplete-image'; readonly file: string; readonly type: string }
  | {
      readonly kind: 'type-not-taken';
      readonly file: string;
      readonly type: string;
      readonly model: string;
      readonly taken: readonly string[];
    }
  /** `side`: the longest side in px at which copies of the images are likely to fit. */
  | {
      readonly kind: 'too-large';
      readonly bytes: number;
      readonly most: number;
      readonly side?: number;
    }
  /**
   * Easel can't work on the image's pixels, for a region, a comparison, or a conversion. `what`: the MIME type, the size in px,
   * or for `not-made` the type of the conversion. `private`: Easel can't remove location and camera data.
   */
  | {
      readonly kind: 'no-pixels';
      readonly why: 'type' | 'too-many' | 'broken' | 'not-made' | 'private';
      readonly what: string;
      /** The source or reference that can't be sent because of it. */
      readonly file?: string;
    }
  /** An image has no background that can be made transparent. */
  | { readonly kind: 'no-background'; readonly why: 'transparent' | 'not-plain' | 'all' }
  /** An asset can't be light enough without visible damage, or in a format that loses nothing. */
  | { readonly kind: 'too-heavy'; readonly mostBytes: number; readonly leastBytes: number }
  /** A sheet can't be cut into sprites: it has no transparent gaps, or so many that they are no sprites. */
  | { readonly kind: 'no-sprites'; readonly found: number }
  | { readonly kind: 'no-mark' }
  /** An SVG file can't be drawn. `most`: in bytes. `address`: of the first file that the drawing needs. */
  | { readonly kind: 'no-drawing'; readonly file: string; readonly why: 'failed' }
  | {
      readonly kind: 'no-drawing';
      readonly file: string;
      readonly why: 'too-large';
      readonly most: number;
    }
  | {
      readonly kind: 'no-drawing';
      readonly file: string;
      readonly why: 'external';
      readonly address: string;
    };

/** Easel refused a run before sending: nothing left this machine, and nothing was charged. */
export class CheckError extends EaselError {
  override readonly name = 'CheckError';
  readonly charge = 'no';
  readonly problem: CheckProblem;

  constructor(problem: CheckProblem, options?: ErrorOptions) {
    super(`check: ${problem.kind}`, options);
    this.problem = problem;
  }

  get outcome(): FailedOutcome {
    switch (this.problem.kind) {
      case 'no-key':
      case 'no-secret':
      case 'bad-key':
        return 'auth';
      case 'too-large':
        return 'too_large';
      case 'route-paused':
        return 'route_unavailable';
      case 'restricted-mode':
      case 'no-gateway':
      case 'unknown-gateway':
      case 'bad-base-url':
      case 'bad-setting':
      case 'unknown-placeholder':
      case 'foreign-folder':
      case 'no-target':
      case 'no-room':
      case 'no-spool':
      case 'target-missing':
      case 'target-read-only':
      case 'leads-out':
        return 'config';
      default:
        return 'bad_request';
    }
  }
}
