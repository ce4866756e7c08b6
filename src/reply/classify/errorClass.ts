import type { Charge, FailedOutcome, ReplyProblemKind } from '../../errors.ts';

/** What an error means: for the run, and for the user's money. */
export interface Verdict {
  readonly outcome: FailedOutcome;
  readonly charge: Charge;
  readonly kind: ReplyProblemKind;
}

const refused = (outcome: FailedOutcome, charge: Charge = 'no'): Verdict => ({
  outcome,
  charge,
  kind: 'refused',
});

export const AUTH = refused('auth');
export const QUOTA = refused('quota');
export const RATE = refused('rate_limited');
export const ROUTE = refused('route_unavailable');
/** Nothing listens at this path: the base URL is wrong rather than the model. */
export const NO_PATH: Verdict = { ...ROUTE, kind: 'no-path' };
export const BUSY = refused('busy');
export const BAD_REQUEST = refused('bad_request');
export const TOO_LARGE: Verdict = { outcome: 'too_large', charge: 'no', kind: 'too-large' };
/** Refused by a word filter before any model saw it. */
export const FILTERED: Verdict = { outcome: 'blocked', charge: 'no', kind: 'blocked-prompt' };
/** Refused by the model or its guard: a gateway may charge for the attempt. */
export const BLOCKED: Verdict = { outcome: 'blocked', charge: 'maybe', kind: 'blocked-output' };
/** The model was asked and drew nothing. */
export const NO_IMAGE: Verdict = { outcome: 'no_image', charge: 'maybe', kind: 'empty' };
/** Something broke behind the gateway: the picture may have been made, and charged. */
export const UNKNOWN = refused('unknown', 'maybe');
export const TIMEOUT: Verdict = { outcome: 'unknown', charge: 'maybe', kind: 'gateway-timeout' };
/** A proxy on the way wants to know who asks (RFC 9110, 15.5.8): the gateway has not seen the request. */
export const PROXY = refused('config');
export const DOWN: Verdict = { outcome: 'unreachable', charge: 'no', kind: 'origin-down' };

/** What a status means on its own. Anything else: see `byStatus`. */
const BY_STATUS: ReadonlyMap<number, Verdict> = new Map([
  [401, AUTH],
  [402, QUOTA],
  [403, AUTH],
  [404, ROUTE],
  [407, PROXY],
  // Nobody knows whether the request was carried out (RFC 9110 leaves it open for both).
  [408, UNKNOWN],
  [409, UNKNOWN],
  [413, TOO_LARGE],
  [429, RATE],
  [451, ROUTE],
  // nginx and Google for "the client went away": the work may go on.
  [499, UNKNOWN],
  [501, ROUTE],
  [504, TIMEOUT],
  // Cloudflare's own, from its page on 5xx errors: 520, 522 and 524 leave open what the origin did;
  // the others say that it never got the request.
  [520, TIMEOUT],
  [521, DOWN],
  [522, TIMEOUT],
  [523, DOWN],
  [524, TIMEOUT],
  [525, DOWN],
  [526, DOWN],
  [529, BUSY],
  [530, DOWN],
]);

/** A status alone. A 4xx was refused; a 5xx may have been carried out. */
export function byStatus(status: number): Verdict {
  const known = BY_STATUS.get(status);
  if (known !== undefined) return known;
  return status >= 400 && status < 500 ? BAD_REQUEST : UNKNOWN;
}
