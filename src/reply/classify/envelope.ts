import * as z from 'zod/mini';

import { listOf, ownField } from '../parse/schema.ts';

const MOST_NESTING = 4;
const MOST_DETAILS = 32;
const MOST_MESSAGE_CHARS = 64 << 10;

/** An error as one gateway or another writes it, reduced to what decides. */
export interface Envelope {
  readonly message: string;
  /** The gateway's word for it: New API's `code`, Google's `status`, or a `type`. Lower or upper case as sent. */
  readonly codes: readonly string[];
  /** The HTTP status that the body states, where it states one. */
  readonly status?: number;
  /** Reasons of google.rpc.ErrorInfo. */
  readonly reasons: readonly string[];
  /** Quota ids of google.rpc.QuotaFailure. */
  readonly quotas: readonly string[];
  /** The delay of google.rpc.RetryInfo. */
  readonly retryDelay?: string;
}

const text = z.catch(z.optional(z.string()), undefined);
const word = z.catch(z.optional(z.union([z.string(), z.number()])), undefined);

/** Where a sentence is, in the order of trust. */
const SENTENCES = [
  'message',
  'msg',
  'detail',
  'error_msg',
  'error_description',
  'err',
  'errmsg',
] as const;

const errorSchema = z.object({
  code: word,
  status: word,
  type: text,
  details: z.optional(z.unknown()),
});

const detailSchema = z.object({
  reason: text,
  retryDelay: text,
  violations: z.optional(z.unknown()),
});
const violationSchema = z.object({ quotaId: text });

/** The JSON within a text: relays put words before it ("GeminiException - {…}") and a request id behind. */
function parseJson(text: string): unknown {
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  if (start < 0 || end <= start) return undefined;
  try {
    const parsed: unknown = JSON.parse(text.slice(start, end));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The sentence in a field that may be a string, an object, or (FastAPI's `detail`) a list of objects. */
function sentence(value: unknown): string {
  if (typeof value === 'string') return value;
  const [first] = listOf(value, 1);
  const inner = ownField(first, 'message') ?? ownField(first, 'msg') ?? first;
  return typeof inner === 'string' ? inner : '';
}

/** A word for an error: no status, and no address of its type (RFC 9457). */
function isWord(text: string): boolean {
  return text !== '' && httpStatus(text) === undefined && !text.includes('/');
}

function httpStatus(value: string | number | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 400 && number <= 599 ? number : undefined;
}

function readDetails(details: unknown): Pick<Envelope, 'reasons' | 'quotas' | 'retryDelay'> {
  const reasons: string[] = [];
  const quotas: string[] = [];
  let retryDelay: string | undefined;
  for (const one of listOf(details, MOST_DETAILS)) {
    const parsed = detailSchema.safeParse(one);
    if (!parsed.success) continue;
    if (parsed.data.reason !== undefined) reasons.push(parsed.data.reason);
    retryDelay = parsed.data.retryDelay ?? retryDelay;
    for (const violation of listOf(parsed.data.violations, MOST_DETAILS)) {
      const id = violationSchema.safeParse(violation).data?.quotaId;
      if (id !== undefined) quotas.push(id);
    }
  }
  return { reasons, quotas, ...(retryDelay === undefined ? {} : { retryDelay }) };
}

/** An error inside an error's message (a relay passing on what it got) says more than its wrapping. */
function merge(outer: Envelope, inner: Envelope | undefined): Envelope {
  if (inner === undefined) return outer;
  return {
    ...outer,
    ...inner,
    message: inner.message === '' ? outer.message : inner.message,
    codes: [...inner.codes, ...outer.codes],
    reasons: [...inner.reasons, ...outer.reasons],
    quotas: [...inner.quotas, ...outer.quotas],
  };
}

function readError(value: unknown, depth: number): Envelope | undefined {
  if (depth > MOST_NESTING) return undefined;
  if (typeof value === 'string') {
    const inner = parseJson(value);
    const bare: Envelope = {
      message: value.slice(0, MOST_MESSAGE_CHARS),
      codes: [],
      reasons: [],
      quotas: [],
    };
    return inner === undefined ? bare : (readEnvelopeAt(inner, depth + 1) ?? bare);
  }
  const parsed = errorSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const fields = parsed.data;
  const said = SENTENCES.map((name) => sentence(ownField(value, name))).find((one) => one !== '');
  const words = [fields.code, fields.status, fields.type].filter(
    (one): one is string => typeof one === 'string' && isWord(one),
  );
  const status = httpStatus(fields.code) ?? httpStatus(fields.status);
  const envelope: Envelope = {
    message: (said ?? '').slice(0, MOST_MESSAGE_CHARS),
    codes: words,
    ...(status === undefined ? {} : { status }),
    ...readDetails(fields.details),
  };
  const nested =
    parseJson(envelope.message) ?? ownField(value, 'error') ?? objectIn(ownField(value, 'message'));
  return merge(envelope, nested === undefined ? undefined : readEnvelopeAt(nested, depth + 1));
}

function objectIn(value: unknown): unknown {
  return typeof value === 'object' ? value : undefined;
}

function readEnvelopeAt(value: unknown, depth: number): Envelope | undefined {
  if (depth > MOST_NESTING) return undefined;
  const document = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  if (typeof document === 'string') return readError(document, depth);
  const error = [document, ...RESULTS.map((name) => ownField(document, name))]
    .map((one) => ownField(one, 'error'))
    .find((one) => one !== undefined && one !== null && !NO_ERROR.has(one));
  if (error !== undefined) {
    const [listed] = listOf(error, 1);
    const inner = readError(listed ?? error, depth);
    // `{"error": true, "message": …}`, `{"error": 1, …}`, `{"error": {}, …}` and `{"error": "Not Found", "message": …}`.
    const outer =
      typeof error !== 'object' || inner?.message === ''
        ? readError(withoutError(document), depth)
        : undefined;
    if (inner === undefined) return outer;
    return outer === undefined || outer.message === '' ? inner : merge(inner, outer);
  }
  const [first] = listOf(ownField(document, 'errors'), 1);
  if (first !== undefined) return readError(first, depth);
  const success = ownField(document, 'success');
  const saysNo = success === false;
  // Beside a result, "message" is a greeting.
  const isGood = success === true || RESULTS.some((name) => hasContent(ownField(document, name)));
  if (isGood && !saysNo) return undefined;
  const header = ownField(document, 'header');
  if (speaks(header)) return readError(header, depth);
  return saysNo || speaks(document) || depth > 0 ? readError(document, depth) : undefined;
}

function speaks(value: unknown): boolean {
  return SENTENCES.some((name) => {
    const said = ownField(value, name);
    return typeof said === 'string' ? said !== '' : typeof said === 'object' && said !== null;
  });
}

/** What some write in place of an error where there is none. */
const NO_ERROR: ReadonlySet<unknown> = new Set([false, 0, '']);

/** Where a result would be; other envelopes put an error's message beside them as null or empty. */
const RESULTS = ['candidates', 'choices', 'data', 'response', 'result'];

function hasContent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function withoutError(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return undefined;
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'error'));
}

/** The error that a JSON value of a reply is, in any of the envelopes seen in use; or none. */
export function readEnvelope(value: unknown): Envelope | undefined {
  return readEnvelopeAt(value, 0);
}

const REQUEST_ID = /[（(] ?(?:request[ _-]?id|请求\s?id)\s?[:：]?\s?([\w.-]{6,128}) ?[)）]/i;

/** The request id that New API and its kin append to their messages. */
export function requestIdIn(message: string): string | undefined {
  return REQUEST_ID.exec(message.slice(-2048))?.[1];
}

const MOST_FOREIGN_CHARS = 300;

/** The gateway's own sentence, short and without the request id; never HTML. */
export function foreignText(message: string): string | undefined {
  const start = message.slice(0, 4096).replace(REQUEST_ID, ' ').trim();
  if (start === '' || /<(?:!doctype|html|head|body)\b/i.test(start)) return undefined;
  // Not in the middle of a surrogate pair.
  return start
    .slice(0, MOST_FOREIGN_CHARS)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}
