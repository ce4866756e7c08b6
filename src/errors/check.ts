import { EaselError, type FailedOutcome } from './outcome.ts';

/** What was wrong before anything was sent. */
export type CheckProblem =
  | { readonly kind: 'restricted-mode' }
  | { readonly kind: 'no-gateway' }
  | { readonly kind: 'unknown-gateway'; readonly gateway: string }
  | {
      readonly kind: 'bad-base-url';
      readonly gateway: string;
      readonly why: 'malformed' | 'credentials' | 'key' | 'not-https' | 'missing' | 'images-route';
      /** For `images-route`: the address to give instead. */
      readonly native?: string;
    }
  | {
      readonly kind: 'bad-setting';
      readonly setting: string;
      /** The field that is wrong; empty: the entry as a whole. */
      readonly why: string;
      /** Whose entry it is, where it says so. */
      readonly gateway?: string;
    }
  | { readonly kind: 'no-key'; readonly host: string }
  | { readonly kind: 'bad-key'; readonly position: number }
  /** The breaker of the route is open: times in ms since 1970. `isBusy`: its one trial is under way. */
  | {
      readonly kind: 'route-paused';
      readonly host: string;
      readonly since: number;
      readonly until: number;
      readonly isBusy: boolean;
    }
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'no-source' }
  | { readonly kind: 'no-target' }
  /** In bytes, on the disk that keeps results until they are saved. */
  | { readonly kind: 'no-room'; readonly free: number; readonly needed: number }
  | { readonly kind: 'no-spool'; readonly code: string }
  | { readonly kind: 'target-missing'; readonly folder: string }
  | { readonly kind: 'target-read-only'; readonly folder: string; readonly code: string }
  /** A link in the workspace leads to a folder outside of it. */
  | { readonly kind: 'leads-out'; readonly folder: string; readonly real: string }
  | { readonly kind: 'bad-options'; readonly where: string }
  /** `bySetting`: the settings ask for it, not this run alone. */
  | {
      readonly kind: 'not-offered';
      readonly model: string;
      readonly what: 'aspectRatio' | 'imageSize';
      readonly asked: string;
      readonly offered: readonly string[];
      readonly bySetting?: true;
    }
  /** No ratio or size at all, whatever the model has. */
  | {
      readonly kind: 'ill-formed';
      readonly what: 'aspectRatio' | 'imageSize';
      readonly asked: string;
      readonly bySetting?: true;
    }
  /** `easel.output.fileName` has a placeholder that is none of the known. */
  | {
      readonly kind: 'unknown-placeholder';
      readonly placeholder: string;
      readonly known: readonly string[];
    }
  | {
      readonly kind: 'too-many-images';
      readonly model: string;
      readonly given: number;
      readonly most: number;
    }
  | { readonly kind: 'unreadable'; readonly file: string; readonly code: string }
  | { readonly kind: 'not-an-image'; readonly file: string }
  | {
      readonly kind: 'type-not-taken';
      readonly file: string;
      readonly type: string;
      readonly model: string;
      readonly taken: readonly string[];
    }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly most: number }
  /** Easel's own work on pixels: a region, a comparison, another format. `what`: MIME type, size in px, or for `not-made` the type that was asked for. */
  | {
      readonly kind: 'no-pixels';
      readonly why: 'type' | 'too-many' | 'broken' | 'not-made';
      readonly what: string;
    }
  | { readonly kind: 'no-mark' };

/** Refused before sending: nothing left this machine and nothing was charged. */
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
