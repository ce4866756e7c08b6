import type { FailedOutcome, ReplyProblem } from '../../errors.ts';
import { blockReason, classifyError } from './classifyError.ts';
import type { Documents } from '../parse/documents.ts';
import { foreignText, readEnvelope, requestIdIn, type Envelope } from './envelope.ts';
import { retryAfterMs } from './retryAfter.ts';
import type { RawReply } from '../types.ts';
import type { Candidate, Understood } from '../parse/parseReply.ts';
import { byStatus, DOWN, NO_PATH, RATE, ROUTE, TIMEOUT, type Verdict } from './errorClass.ts';

type Headers = RawReply['headers'];
/** The facts of a problem that are the same wherever it comes from. */
type Common = Pick<ReplyProblem, 'status' | 'requestId'>;

/** Finish reasons by which a guard took the picture away (FinishReason of the Gemini API). */
const BLOCKING: ReadonlySet<string> = new Set([
  'SAFETY',
  'IMAGE_SAFETY',
  'PROHIBITED_CONTENT',
  'IMAGE_PROHIBITED_CONTENT',
  'RECITATION',
  'IMAGE_RECITATION',
  'BLOCKLIST',
  'SPII',
  // Vertex AI's guard, and what relays make of any of these in OpenAI's words.
  'MODEL_ARMOR',
  'CONTENT_FILTER',
]);

/** For outcomes that pass by themselves a wait makes sense; for the others it would be a false hope. */
const WAITABLE: ReadonlySet<FailedOutcome> = new Set([
  'rate_limited',
  'busy',
  'route_unavailable',
  'unreachable',
]);

/** The id that the gateway's support asks for. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers['x-oneapi-request-id'] ?? headers['x-request-id'] ?? headers['cf-ray'];
}

/** Builds an object without the fields that are undefined. */
export function present<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** What every problem of a reply states. */
export function commonFacts(raw: RawReply): Common {
  return present<Common>({ status: raw.status, requestId: requestIdOf(raw.headers) });
}

function errorProblem(envelope: Envelope, one: Case): ReplyProblem {
  const { raw, now } = one;
  const common = commonFacts(raw);
  const verdict = classifyError(envelope, raw.status);
  const wait = retryAfterMs(
    {
      header: raw.headers['retry-after'],
      info: envelope.retryDelay,
      message: envelope.message,
    },
    now,
  );
  return present<ReplyProblem>({
    ...verdict,
    ...common,
    code: envelope.reasons[0] ?? envelope.codes[0],
    reason: blockReason(envelope),
    foreign: foreignText(one.withoutImages(envelope.message)),
    retryAfterMs: WAITABLE.has(verdict.outcome) ? wait : undefined,
    requestId: common.requestId ?? requestIdIn(envelope.message),
  });
}

/** What Cloudflare's code or, without one, the status says. */
function pageVerdict(code: number | undefined, status: number): Verdict {
  // 1xxx: Cloudflare itself refused the request or could not find the origin; the status tells which (1015 comes under 429,
  // 1020 under 403, 1016 under 530).
  if (code === undefined || code < 1000) return byStatus(code ?? status);
  return status === 403 ? ROUTE : status === 429 ? RATE : DOWN;
}

/** Cloudflare's plain form of its error pages. */
function cloudflareCode(text: string | undefined): number | undefined {
  const code = /^error code: (\d{3,4})$/i.exec(text?.trim().slice(0, 64) ?? '')?.[1];
  return code === undefined ? undefined : Number(code);
}

/** A reply that is no JSON at all: a page of a proxy, a wall, a login, or nothing. */
function pageProblem(one: Case): ReplyProblem {
  const { documents, raw, now } = one;
  const { status, headers } = raw;
  const common = commonFacts(raw);
  const wait = retryAfterMs({ header: headers['retry-after'], message: '' }, now);
  const as = (verdict: Verdict, kind = verdict.kind): ReplyProblem =>
    present<ReplyProblem>({
      ...verdict,
      ...common,
      kind,
      retryAfterMs: WAITABLE.has(verdict.outcome) ? wait : undefined,
    });
  // A challenge wants a browser: no key and no prompt will pass it.
  if (headers['cf-mitigated'] === 'challenge') return as(ROUTE, 'bot-wall');
  const code = cloudflareCode(documents.text);
  if (status < 400 && code === undefined) {
    const kind =
      documents.foreign === 'html'
        ? 'web-page'
        : documents.foreign === 'cut'
          ? 'cut-short'
          : documents.foreign === 'text'
            ? 'not-json'
            : 'empty';
    return { kind, outcome: 'bad_reply', charge: 'maybe', ...common };
  }
  const verdict = pageVerdict(code, status);
  if (verdict === TIMEOUT || verdict === DOWN) return as(verdict);
  if (code !== undefined && verdict === ROUTE) return as(verdict, 'bot-wall');
  // What answers a missing model does so in JSON.
  if (status === 404 && code === undefined) return as(NO_PATH);
  if (documents.foreign === 'html') {
    // A page under 403 is a firewall's: a gateway that refuses a key says so in JSON.
    return as(
      status === 403 ? ROUTE : verdict,
      verdict.kind === 'refused' ? 'web-page' : verdict.kind,
    );
  }
  const foreign = foreignText(one.withoutImages(documents.text ?? ''));
  return { ...as(verdict), ...(foreign === undefined ? {} : { foreign }) };
}

/** The error that a reply is, or that came in the middle of a stream. */
export function envelopeProblem(one: Case): ReplyProblem | undefined {
  const { values, unfinished } = one.documents;
  for (const value of unfinished === undefined ? values : [...values, unfinished]) {
    const envelope = readEnvelope(value);
    if (envelope !== undefined) return errorProblem(envelope, one);
  }
  return undefined;
}

/** A guard's word, for the prompt or for what became of it. */
export function blockProblem(one: Case): ReplyProblem | undefined {
  const { reply } = one;
  const { block } = reply;
  const blocked = reply.candidates.find((one) => BLOCKING.has(one.finishReason ?? ''));
  const hasAnswer = reply.candidates.some((one) => one.parts.length > 0);
  const facts = { ...commonFacts(one.raw), outcome: 'blocked', charge: 'maybe' } as const;
  // The unspecified value is the default of its enum: beside an answer it says nothing.
  if (block !== undefined && !(hasAnswer && block.reason === 'BLOCKED_REASON_UNSPECIFIED')) {
    const foreign = foreignText(one.withoutImages(block.message ?? ''));
    return present<ReplyProblem>({
      ...facts,
      kind: 'blocked-prompt',
      reason: block.reason,
      foreign,
    });
  }
  if (blocked === undefined) return undefined;
  return present<ReplyProblem>({
    ...facts,
    kind: 'blocked-output',
    reason: blocked.finishReason,
    foreign: foreignText(one.withoutImages(saidIn(blocked) || (blocked.finishMessage ?? ''))),
  });
}

function saidIn(candidate: Candidate): string {
  const texts = candidate.parts.filter((part) => part.kind === 'text' && !part.thought);
  return texts
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .join('')
    .trim();
}

/** A turn that ended without a picture. */
function noImageProblem(one: Case): ReplyProblem {
  const { reply, hasDrafts } = one;
  const ended = reply.candidates.find((one) => one.finishReason !== undefined);
  const said = one.withoutImages(reply.candidates.map(saidIn).join(''));
  return present<ReplyProblem>({
    kind: hasDrafts ? 'only-drafts' : said === '' ? 'empty' : 'text-only',
    outcome: 'no_image',
    charge: 'maybe',
    ...commonFacts(one.raw),
    reason: ended?.finishReason,
    foreign: foreignText(said === '' ? one.withoutImages(ended?.finishMessage ?? '') : said),
  });
}

export interface Case {
  readonly raw: RawReply;
  readonly documents: Documents;
  readonly reply: Understood;
  readonly hasDrafts: boolean;
  /** There are images in it, and nothing says what they are. */
  readonly hasStray: boolean;
  readonly now: number;
  /** A text of the reply without what stood in it as an image. */
  readonly withoutImages: (text: string) => string;
}

/** Why a reply holds no image. Pure: everything that decides is in the case. */
export function explain(one: Case): ReplyProblem {
  const { raw, documents, reply } = one;
  const common = commonFacts(raw);
  const refused = envelopeProblem(one);
  if (refused !== undefined) return refused;
  if (documents.values.length === 0) return pageProblem(one);
  const blocked = blockProblem(one);
  if (blocked !== undefined) return blocked;
  if (raw.status >= 400) return { ...byStatus(raw.status), ...common };
  if (documents.foreign === 'cut') {
    return { kind: 'cut-short', outcome: 'bad_reply', charge: 'maybe', ...common };
  }
  if (!reply.isReply || one.hasStray) {
    const kind = documents.values.every(isBlank) ? 'empty' : 'not-json';
    return { kind, outcome: 'bad_reply', charge: 'maybe', ...common };
  }
  return noImageProblem(one);
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** A redirect is never followed: the key would go where the gateway points. */
export function redirectProblem(raw: RawReply, gatewayHost: string): ReplyProblem {
  const location = raw.headers['location'] ?? '';
  const base = `https://${gatewayHost}/`;
  const target = URL.canParse(location, base) ? new URL(location, base).host : '';
  return present<ReplyProblem>({
    kind: 'redirect',
    outcome: 'config',
    charge: 'no',
    ...commonFacts(raw),
    host: location === '' || target === '' ? undefined : target,
  });
}
