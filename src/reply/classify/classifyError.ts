import type { ErrorEnvelope } from './envelope.ts';
import {
  AUTH,
  BAD_REQUEST,
  BLOCKED,
  BUSY,
  classifyStatus,
  FILTERED,
  NOT_SERVED,
  QUOTA,
  RATE,
  ROUTE,
  TIMEOUT,
  UNKNOWN,
  type ErrorClass,
} from './errorClass.ts';
import { BY_CODE, UPSTREAM_CODES } from './errorCodes.ts';
import {
  BLOCK_WORDS,
  BROKEN_JSON_PHRASES,
  BY_PHRASE,
  FIELD_ERROR_PHRASES,
} from './errorPhrases.ts';

/** Phrases are searched for only at the beginning of a message. */
const MAX_SEARCHED_CHARS = 4096;

/** Google's canonical codes (google.rpc.Code), as far as the code alone tells what happened. */
const BY_CANONICAL_CODE: ReadonlyMap<string, ErrorClass> = new Map([
  ['unauthenticated', AUTH],
  ['permission_denied', AUTH],
  ['failed_precondition', ROUTE],
  ['not_found', ROUTE],
  ['unimplemented', ROUTE],
  ['resource_exhausted', RATE],
  ['unavailable', BUSY],
  ['deadline_exceeded', TIMEOUT],
  ['cancelled', UNKNOWN],
  ['internal', UNKNOWN],
  ['unknown', UNKNOWN],
  ['aborted', UNKNOWN],
  ['data_loss', UNKNOWN],
  ['invalid_argument', BAD_REQUEST],
  ['out_of_range', BAD_REQUEST],
]);

/** Under these, the gateway gave up on its origin, which may still work and charge. No sentence in the body changes that. */
const OPEN_STATUSES: ReadonlySet<number> = new Set([408, 409, 504, 520, 522, 524]);

/**
 * Classifies an error. The body counts more than the status, because relays remap statuses and
 * one-hub sends errors under 200: first its codes, then known phrases, then Google's canonical code,
 * and the status last.
 *
 * @param httpStatus of the reply
 */
export function classifyError(envelope: ErrorEnvelope, httpStatus: number): ErrorClass {
  const message = envelope.message.slice(0, MAX_SEARCHED_CHARS).toLowerCase();
  const status = httpStatus >= 400 ? httpStatus : (envelope.status ?? httpStatus);
  if (blockReason(envelope) !== undefined) return BLOCKED;
  if (status === 400 && BROKEN_JSON_PHRASES.some((phrase) => message.includes(phrase))) {
    return BAD_REQUEST;
  }
  const coded = byCode(envelope);
  if (coded === undefined && OPEN_STATUSES.has(status)) return classifyStatus(status);
  const phrase = coded === undefined ? byPhrase(message) : undefined;
  const stated = coded ?? phrase ?? byCanonicalCode(envelope);
  // A 404 that says no more than that can also mean the path.
  if (stated === ROUTE && status === 404) return NOT_SERVED;
  const found = stated ?? classifyStatus(status);
  if (found === RATE && isUsedUp(envelope, message)) return QUOTA;
  // A 400 refuses the content of the request, so a phrase about limits or load quotes that content.
  if (coded === undefined && status === 400 && (found === RATE || found === BUSY)) {
    return BAD_REQUEST;
  }
  const credible = phrase === undefined ? found : limitBelief(found, status);
  // If the upstream service refused a key, it was the gateway's key, not the user's.
  const isUpstream = envelope.codes.some((code) => UPSTREAM_CODES.has(code));
  return credible === AUTH && isUpstream ? ROUTE : credible;
}

/** Returns a safety filter's reason in a message about blocking, such as `IMAGE_SAFETY` in `blocked [IMAGE_SAFETY]`. */
export function blockReason(envelope: ErrorEnvelope): string | undefined {
  const message = envelope.message.slice(0, MAX_SEARCHED_CHARS);
  if (!/block|filter|prohibit|violat|refus|safety/i.test(message)) return undefined;
  const lower = message.toLowerCase();
  if (FIELD_ERROR_PHRASES.some((phrase) => lower.includes(phrase))) return undefined;
  return BLOCK_WORDS.exec(message)?.[1];
}

function byCode(envelope: ErrorEnvelope): ErrorClass | undefined {
  for (const code of [...envelope.reasons, ...envelope.codes]) {
    const lower = code.toLowerCase();
    const found = BY_CODE.get(lower);
    if (found !== undefined) return found;
    // New API's family of channel errors: there is no channel, or the only one is broken.
    if (lower.startsWith('channel:')) return ROUTE;
  }
  return undefined;
}

function byPhrase(message: string): ErrorClass | undefined {
  return BY_PHRASE.find(([, phrases]) => phrases.some((phrase) => message.includes(phrase)))?.[0];
}

function byCanonicalCode(envelope: ErrorEnvelope): ErrorClass | undefined {
  for (const code of envelope.codes) {
    const found = BY_CANONICAL_CODE.get(code.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns whether a quota is used up for longer than minutes: that of the day or the month, or one of zero. */
function isUsedUp(envelope: ErrorEnvelope, message: string): boolean {
  return (
    envelope.quotas.some((id) => /PerDay|PerMonth/i.test(id)) ||
    /\blimit: 0\b/.test(message) ||
    /per day|daily (?:\w+ )?(?:limit|quota)|[今每当]日|每天/.test(message)
  );
}

/**
 * Limits what a phrase under a 5xx can claim. It may be about something after the image was made
 * ("generated, but the upload was refused"), so without a code it can't prove that nothing was charged. Only
 * a 503 is sent before the work.
 */
function limitBelief(found: ErrorClass, status: number): ErrorClass {
  if (status < 500 || status === 503 || found === FILTERED) return found;
  if (found === RATE || found === BUSY || found === AUTH) return UNKNOWN;
  return found.charge === 'no' ? { ...found, charge: 'maybe' } : found;
}
