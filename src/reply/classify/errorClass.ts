import type { Charge, FailedOutcome, ReplyProblemKind } from '../../errors.ts';

/** The meaning of an error for the run and for the user's money. */
export interface ErrorClass {
  readonly outcome: FailedOutcome;
  readonly charge: Charge;
  readonly kind: ReplyProblemKind;
}

const refused = (outcome: FailedOutcome, charge: Charge = 'no'): ErrorClass => ({
  outcome,
  charge,
  kind: 'refused',
});

export const AUTH = refused('auth');
export const QUOTA = refused('quota');
export const RATE = refused('rate_limited');
export const ROUTE = refused('route_unavailable');
/** The path doesn't exist: the base URL is wrong, not the model. */
export const NO_PATH: ErrorClass = { ...ROUTE, kind: 'no-path' };
/** The gateway knows the address, but doesn't serve the model to this key. It may still list the model. */
export const NOT_SERVED: ErrorClass = { ...ROUTE, kind: 'not-served' };
export const BUSY = refused('busy');
export const BAD_REQUEST = refused('bad_request');
export const TOO_LARGE: ErrorClass = { outcome: 'too_large', charge: 'no', kind: 'too-large' };
/** A word filter refused the prompt before any model got it. */
export const FILTERED: ErrorClass = { outcome: 'blocked', charge: 'no', kind: 'blocked-prompt' };
/** The model or its safety filter refused. A gateway may charge for the attempt. */
export const BLOCKED: ErrorClass = { outcome: 'blocked', charge: 'maybe', kind: 'blocked-output' };
/** The model answered without an image. */
export const NO_IMAGE: ErrorClass = { outcome: 'no_image', charge: 'maybe', kind: 'empty' };
/** Something failed behind the gateway: the image may have been made and charged. */
export const UNKNOWN = refused('unknown', 'maybe');
export const TIMEOUT: ErrorClass = { outcome: 'unknown', charge: 'maybe', kind: 'gateway-timeout' };
/** A proxy on the way asks for credentials (RFC 9110, 15.5.8). The gateway never saw the request. */
export const PROXY = refused('config');
export const DOWN: ErrorClass = { outcome: 'unreachable', charge: 'no', kind: 'origin-down' };

const BY_STATUS: ReadonlyMap<number, ErrorClass> = new Map([
  [401, AUTH],
  [402, QUOTA],
  [403, AUTH],
  [404, ROUTE],
  [407, PROXY],
  // RFC 9110 (15.5.9, 15.5.10) leaves open whether the request was carried out.
  [408, UNKNOWN],
  [409, UNKNOWN],
  [413, TOO_LARGE],
  [429, RATE],
  [451, ROUTE],
  // nginx's and Google's "client closed request": the work may continue.
  [499, UNKNOWN],
  [501, ROUTE],
  [504, TIMEOUT],
  // Cloudflare's own (its page on 5xx errors): with 520, 522, and 524, the origin may have done the
  // work; with the others, it never got the request.
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

/** Classifies a status alone. Any other 4xx was refused before the work. Any other 5xx may have been carried out. */
export function classifyStatus(status: number): ErrorClass {
  const known = BY_STATUS.get(status);
  if (known !== undefined) return known;
  return status >= 400 && status < 500 ? BAD_REQUEST : UNKNOWN;
}
