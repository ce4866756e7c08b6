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
  /** The gateway doesn't serve the model to this key, even if its model list names it. */
  | 'not-served'
  | 'not-json'
  | 'cut-short'
  | 'broken-image'
  | 'not-an-image'
  | 'too-large'
  | 'download'
  | 'task';

/** Why a reply has no image, as facts. */
export interface ReplyProblem {
  readonly kind: ReplyProblemKind;
  readonly outcome: FailedOutcome;
  readonly charge: Charge;
  readonly status: number;
  /** The gateway's error code or status word: `get_channel_failed`, `RESOURCE_EXHAUSTED`. */
  readonly code?: string;
  /** A finish or block reason: `IMAGE_SAFETY`. */
  readonly reason?: string;
  /** The gateway's or the model's own text. Foreign: show it only sanitized. */
  readonly gatewayText?: string;
  /** How long the gateway asks to wait, in ms, clamped to 1 s to 1 h. */
  readonly retryAfterMs?: number;
  /** When the route's open breaker allows the next try, in ms since 1970. */
  readonly nextTryAt?: number;
  readonly requestId?: string;
  /** The gateway's id of the task that it made of the request. Foreign: show it only sanitized. */
  readonly taskId?: string;
  /** The host that a redirect or a hosted image points to. */
  readonly host?: string;
  /** How many whole images of an unfinished reply wait in the spool. */
  readonly keptImages?: number;
  /** The size in bytes of a reply that Easel couldn't read. It waits in the spool. */
  readonly keptBytes?: number;
  /** How many hosted images can be downloaded again: their addresses are kept. */
  readonly pendingDownloads?: number;
}

/** The gateway replied without an image. */
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
