import { EaselError, type Charge, type FailedOutcome } from './outcome.ts';

export type ReplyProblemKind =
  | 'blocked-prompt'
  | 'blocked-output'
  | 'text-only'
  | 'empty'
  | 'only-drafts'
  | 'refused'
  | 'web-page'
  | 'bot-wall'
  | 'gateway-timeout'
  | 'origin-down'
  | 'redirect'
  | 'no-path'
  | 'not-json'
  | 'cut-short'
  | 'broken-image'
  | 'not-an-image'
  | 'too-large'
  | 'download';

/** Why a reply holds no image, as facts. `foreign` is the gateway's own text: show it only as text. */
export interface ReplyProblem {
  readonly kind: ReplyProblemKind;
  readonly outcome: FailedOutcome;
  readonly charge: Charge;
  readonly status: number;
  /** The gateway's error code or status word: `get_channel_failed`, `RESOURCE_EXHAUSTED`. */
  readonly code?: string;
  /** A finish or block reason: `IMAGE_SAFETY`. */
  readonly reason?: string;
  readonly gatewayText?: string;
  /** How long the gateway asks to wait, in ms, clamped to 1 s to 1 h. */
  readonly retryAfterMs?: number;
  /** When Easel would try this route again by itself, in ms since 1970: its breaker is open. */
  readonly nextTryAt?: number;
  readonly requestId?: string;
  /** Where a redirect or a hosted image points: host only. */
  readonly host?: string;
  /** So many whole images of an unfinished reply wait in the spool. */
  readonly keptImages?: number;
  /** So many hosted images can be fetched again: their addresses are kept. */
  readonly pendingDownloads?: number;
}

/** The gateway answered, and the answer is not an image. */
export class ReplyError extends EaselError {
  override readonly name = 'ReplyError';
  readonly host: string;
  readonly model: string;
  readonly problem: ReplyProblem;

  constructor(host: string, model: string, problem: ReplyProblem) {
    super(`reply ${host}: ${problem.kind} ${problem.code ?? problem.reason ?? problem.status}`);
    this.host = host;
    this.model = model;
    this.problem = problem;
  }

  get outcome(): FailedOutcome {
    return this.problem.outcome;
  }

  get charge(): Charge {
    return this.problem.charge;
  }
}
