import type { Envelope } from './envelope.ts';
import { BY_CODE, SECOND_HAND } from './errorCodes.ts';
import { ABOUT_FIELD, BLOCK_WORDS, BY_PHRASE } from './errorPhrases.ts';
import {
  AUTH,
  BAD_REQUEST,
  BLOCKED,
  BUSY,
  byStatus,
  FILTERED,
  QUOTA,
  RATE,
  ROUTE,
  TIMEOUT,
  UNKNOWN,
  type Verdict,
} from './errorClass.ts';

/** Phrases are looked for in the beginning of a message only. */
const MOST_SEARCHED_CHARS = 4096;

/** Google's canonical words (google.rpc.Code); those that need more than the word are below. */
const BY_WORD: ReadonlyMap<string, Verdict> = new Map([
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

/** A quota that no waiting of minutes refills: the day's, or one of zero. */
function isUsedUp(envelope: Envelope, message: string): boolean {
  return (
    envelope.quotas.some((id) => /PerDay|PerMonth/i.test(id)) ||
    /\blimit: 0\b/.test(message) ||
    /per day|daily (?:\w+ )?(?:limit|quota)|[今每当]日|每天/.test(message)
  );
}

function byCode(envelope: Envelope): Verdict | undefined {
  for (const code of [...envelope.reasons, ...envelope.codes]) {
    const lower = code.toLowerCase();
    const verdict = BY_CODE.get(lower);
    if (verdict !== undefined) return verdict;
    // New API's family of channel errors: no channel, or the only one is broken.
    if (lower.startsWith('channel:')) return ROUTE;
  }
  return undefined;
}

function byPhrase(message: string): Verdict | undefined {
  return BY_PHRASE.find(([, phrases]) => phrases.some((phrase) => message.includes(phrase)))?.[0];
}

function byWord(envelope: Envelope): Verdict | undefined {
  for (const code of envelope.codes) {
    const verdict = BY_WORD.get(code.toLowerCase());
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

/** A guard's word within a message that speaks of blocking: `blocked [IMAGE_SAFETY]`. */
export function blockReason(envelope: Envelope): string | undefined {
  const said = envelope.message.slice(0, MOST_SEARCHED_CHARS);
  if (!/block|filter|prohibit|violat|refus|safety/i.test(said)) return undefined;
  if (ABOUT_FIELD.some((phrase) => said.toLowerCase().includes(phrase))) return undefined;
  return BLOCK_WORDS.exec(said)?.[1];
}

/**
 * What an error means. The body's word beats the status, because relays remap statuses and one-hub
 * sends errors under 200: codes first, then known phrases, then Google's word, then the status.
 */
export function classifyError(envelope: Envelope, httpStatus: number): Verdict {
  const message = envelope.message.slice(0, MOST_SEARCHED_CHARS).toLowerCase();
  const status = httpStatus >= 400 ? httpStatus : (envelope.status ?? httpStatus);
  if (blockReason(envelope) !== undefined) return BLOCKED;
  const coded = byCode(envelope);
  if (coded === undefined && OPEN_STATUSES.has(status)) return byStatus(status);
  const phrase = coded === undefined ? byPhrase(message) : undefined;
  const verdict = coded ?? phrase ?? byWord(envelope) ?? byStatus(status);
  if (verdict === RATE && isUsedUp(envelope, message)) return QUOTA;
  // Where a request was refused for what it says, a phrase in the refusal is about something else.
  if (coded === undefined && status === 400 && (verdict === RATE || verdict === BUSY)) {
    return BAD_REQUEST;
  }
  const known = phrase === undefined ? verdict : believed(verdict, status);
  return known === AUTH && envelope.codes.some((code) => SECOND_HAND.has(code)) ? ROUTE : known;
}

/** The gateway gave up on its origin, which may go on and charge: no sentence in the body changes that. */
const OPEN_STATUSES: ReadonlySet<number> = new Set([408, 409, 504, 520, 522, 524]);

/**
 * A sentence under a 5xx may speak of something that happened after the picture was made ("generated, but the upload was
 * refused"). Without a code it is no evidence that nothing was charged; 503 alone is refused before the work.
 */
function believed(verdict: Verdict, status: number): Verdict {
  if (status < 500 || status === 503 || verdict === FILTERED) return verdict;
  if (verdict === RATE || verdict === BUSY || verdict === AUTH) return UNKNOWN;
  return verdict.charge === 'no' ? { ...verdict, charge: 'maybe' } : verdict;
}
