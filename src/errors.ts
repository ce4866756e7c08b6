/**
 * The words that every room shares: how a run can end, what that means for the user's money, and
 * the one tree of errors. Errors carry facts; sentences are made from the facts in
 * `run/messages.ts`, and nothing ever branches on a message.
 */

/** How a run ends. The names are public: they are `RunResult.outcome`. */
export const OUTCOMES = [
  'saved',
  'cancelled',
  'blocked',
  'no_image',
  'auth',
  'quota',
  'rate_limited',
  'route_unavailable',
  'busy',
  'unreachable',
  'unknown',
  'bad_request',
  'too_large',
  'bad_reply',
  'download_failed',
  'save_failed',
  'config',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type FailedOutcome = Exclude<Outcome, 'saved'>;

/** What a failure means for money. Never silence about it: see the message rules in CONTRIBUTING. */
export type Charge = 'no' | 'maybe' | 'yes';

export abstract class EaselError extends Error {
  abstract readonly outcome: FailedOutcome;
  abstract readonly charge: Charge;
}

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
  | { readonly kind: 'bad-setting'; readonly setting: string; readonly why: string }
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
  | {
      readonly kind: 'not-offered';
      readonly model: string;
      readonly what: 'aspectRatio' | 'imageSize';
      readonly asked: string;
      readonly offered: readonly string[];
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
  /** Easel's own work on pixels: a region, a comparison, another format. `what`: MIME type, or size in px. */
  | {
      readonly kind: 'no-pixels';
      readonly why: 'type' | 'too-many' | 'broken';
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

/** `not-tls`: https was asked of a port that speaks none. `only-tls`: http of a port that speaks https. */
export type ConnectReason =
  'refused' | 'not-found' | 'offline' | 'timeout' | 'tls' | 'not-tls' | 'only-tls' | 'proxy';

/** Reasons that are in how things are set up, and stay until that changes. */
const SETUP: ReadonlySet<ConnectReason> = new Set(['tls', 'not-tls', 'only-tls', 'proxy']);

/** The request did not reach the gateway: provably nothing was sent. */
export class ConnectError extends EaselError {
  override readonly name = 'ConnectError';
  readonly charge = 'no';
  readonly host: string;
  readonly reason: ConnectReason;
  /** Node's or OpenSSL's code, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly code: string;

  constructor(host: string, reason: ConnectReason, code: string) {
    super(`connect ${host}: ${code}`);
    this.host = host;
    this.reason = reason;
    this.code = code;
  }

  get outcome(): FailedOutcome {
    return SETUP.has(this.reason) ? 'config' : 'unreachable';
  }
}

/** The request went out, or part of it, and no whole reply came: nobody here knows who pays. */
export class BrokenError extends EaselError {
  override readonly name = 'BrokenError';
  readonly host: string;
  readonly phase: 'sending' | 'waiting' | 'receiving';
  readonly why: 'closed' | 'timeout' | 'not-http';
  readonly code: string;
  readonly receivedBytes: number;
  readonly waitedMs: number;

  constructor(
    facts: Pick<BrokenError, 'host' | 'phase' | 'why' | 'code' | 'receivedBytes' | 'waitedMs'>,
  ) {
    super(`broken while ${facts.phase} (${facts.host}): ${facts.code}`);
    this.host = facts.host;
    this.phase = facts.phase;
    this.why = facts.why;
    this.code = facts.code;
    this.receivedBytes = facts.receivedBytes;
    this.waitedMs = facts.waitedMs;
  }

  get outcome(): FailedOutcome {
    return this.why === 'not-http' ? 'config' : 'unknown';
  }

  /** What does not speak HTTP at all is no gateway, and a wrong port charges nobody. */
  get charge(): Charge {
    return this.why === 'not-http' ? 'no' : 'maybe';
  }
}

/** The user stopped it. Before sending it is free; after that nobody knows. */
export class CancelledError extends EaselError {
  override readonly name = 'CancelledError';
  readonly outcome = 'cancelled';
  readonly charge: Charge;

  constructor(charge: Charge) {
    super('cancelled');
    this.charge = charge;
  }
}

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
  readonly foreign?: string;
  /** How long the gateway asks to wait, in ms, clamped to 1 s to 1 h. */
  readonly retryAfterMs?: number;
  /** When Easel would try this route again by itself, in ms since 1970: its breaker is open. */
  readonly nextTryAt?: number;
  readonly requestId?: string;
  /** Where a redirect or a hosted image points: host only. */
  readonly host?: string;
  /** So many whole images of an unfinished reply wait in the spool. */
  readonly kept?: number;
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

/** The image is here and paid for; only its file is not where it should be. It is kept. */
export class SaveError extends EaselError {
  override readonly name = 'SaveError';
  readonly outcome = 'save_failed';
  readonly charge = 'yes';
  readonly file: string;
  readonly code: string;

  constructor(file: string, code: string, options?: ErrorOptions) {
    super(`save ${file}: ${code}`, options);
    this.file = file;
    this.code = code;
  }
}

/** Something that no rule foresaw. The cause is for the log; what it means for money is known all the same. */
export class UnexpectedError extends EaselError {
  override readonly name = 'UnexpectedError';
  readonly outcome: FailedOutcome;
  readonly charge: Charge;

  constructor(beforeSending: boolean, cause: unknown) {
    super('unexpected', { cause });
    this.outcome = beforeSending ? 'config' : 'unknown';
    this.charge = beforeSending ? 'no' : 'maybe';
  }
}
