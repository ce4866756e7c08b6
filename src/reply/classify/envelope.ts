import * as z from 'zod/mini';

import { listOf, ownField } from '../parse/schema.ts';

const MAX_NESTING = 4;
const MAX_DETAILS = 32;
const MAX_MESSAGE_CHARS = 64 << 10;

/** An error as gateways write it, reduced to the fields that classify it. */
export interface ErrorEnvelope {
  /** Empty without one. */
  readonly message: string;
  /** New API's `code`, Google's `status`, or a `type`, in upper or lower case as sent. */
  readonly codes: readonly string[];
  /** The HTTP status that the body states. */
  readonly status?: number;
  /** Reasons of google.rpc.ErrorInfo. */
  readonly reasons: readonly string[];
  /** Quota ids of google.rpc.QuotaFailure. */
  readonly quotas: readonly string[];
  /** The delay of google.rpc.RetryInfo, such as `34.4s`. */
  readonly retryDelay?: string;
}

/** The fields that hold a message, the most reliable first. */
const MESSAGE_FIELDS = [
  'message',
  'msg',
  'detail',
  'error_msg',
  'error_description',
  'err',
  'errmsg',
] as const;

/** The fields that hold a result. Some envelopes send them next to an error, as null or empty. */
const RESULT_FIELDS = ['candidates', 'choices', 'data', 'response', 'result'];

/** Values that some gateways put in `error` if there is no error. */
const NO_ERROR: ReadonlySet<unknown> = new Set([false, 0, '']);

const text = z.catch(z.optional(z.string()), undefined);
const word = z.catch(z.optional(z.union([z.string(), z.number()])), undefined);
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

/**
 * Parses the error that a JSON value of a reply states, in any envelope that gateways use: Google's, New
 * API's, one-hub's, `{success: false}`, FastAPI's `detail`, RFC 9457, an error inside an error's message,
 * and their variants.
 *
 * @returns `undefined` when the value isn't an error
 */
export function parseErrorEnvelope(value: unknown): ErrorEnvelope | undefined {
  return parseAt(value, 0);
}

function parseAt(value: unknown, depth: number): ErrorEnvelope | undefined {
  if (depth > MAX_NESTING) return undefined;
  const document = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  if (typeof document === 'string') return parseError(document, depth);
  const error = [document, ...RESULT_FIELDS.map((name) => ownField(document, name))]
    .map((holder) => ownField(holder, 'error'))
    .find((field) => field !== undefined && field !== null && !NO_ERROR.has(field));
  if (error !== undefined) return parseErrorField(error, document, depth);
  const [first] = listOf(ownField(document, 'errors'), 1);
  if (first !== undefined) return parseError(first, depth);
  const success = ownField(document, 'success');
  const isFailure = success === false;
  const hasResult =
    success === true || RESULT_FIELDS.some((name) => hasContent(ownField(document, name)));
  // Next to a result, a "message" only says that all went well.
  if (hasResult && !isFailure) return undefined;
  const header = ownField(document, 'header');
  if (hasMessage(header)) return parseError(header, depth);
  const isError = isFailure || hasMessage(document) || depth > 0;
  return isError ? parseError(document, depth) : undefined;
}

/** Parses an `error` field, together with the fields next to it. */
function parseErrorField(
  error: unknown,
  document: unknown,
  depth: number,
): ErrorEnvelope | undefined {
  const [listed] = listOf(error, 1);
  const inner = parseError(listed ?? error, depth);
  // The message is elsewhere in `{"error": true, "message": …}`, `{"error": 1, …}`, `{"error": {}, …}`,
  // and `{"error": "Not Found", "message": …}`.
  const outer =
    typeof error !== 'object' || inner?.message === ''
      ? parseError(withoutError(document), depth)
      : undefined;
  if (inner === undefined) return outer;
  return outer === undefined || outer.message === '' ? inner : merge(inner, outer);
}

/** Parses an error object or an error text, and an error inside its message. */
function parseError(value: unknown, depth: number): ErrorEnvelope | undefined {
  if (depth > MAX_NESTING) return undefined;
  if (typeof value === 'string') {
    const message = value.slice(0, MAX_MESSAGE_CHARS);
    const bare: ErrorEnvelope = { message, codes: [], reasons: [], quotas: [] };
    const inner = parseJsonWithin(value);
    return inner === undefined ? bare : (parseAt(inner, depth + 1) ?? bare);
  }
  const parsed = errorSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const fields = parsed.data;
  const message =
    MESSAGE_FIELDS.map((name) => messageIn(ownField(value, name))).find((one) => one !== '') ?? '';
  const codes = [fields.code, fields.status, fields.type].filter(
    (code): code is string => typeof code === 'string' && isWord(code),
  );
  const status = httpStatus(fields.code) ?? httpStatus(fields.status);
  const envelope: ErrorEnvelope = {
    message: message.slice(0, MAX_MESSAGE_CHARS),
    codes,
    ...(status === undefined ? {} : { status }),
    ...parseDetails(fields.details),
  };
  const nested =
    parseJsonWithin(envelope.message) ??
    ownField(value, 'error') ??
    objectOrNothing(ownField(value, 'message'));
  return merge(envelope, nested === undefined ? undefined : parseAt(nested, depth + 1));
}

/** Merges an error with one inside its message. The inner one is from the source and says more. */
function merge(outer: ErrorEnvelope, inner: ErrorEnvelope | undefined): ErrorEnvelope {
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

function parseDetails(details: unknown): Pick<ErrorEnvelope, 'reasons' | 'quotas' | 'retryDelay'> {
  const reasons: string[] = [];
  const quotas: string[] = [];
  let retryDelay: string | undefined;
  for (const detail of listOf(details, MAX_DETAILS)) {
    const parsed = detailSchema.safeParse(detail);
    if (!parsed.success) continue;
    if (parsed.data.reason !== undefined) reasons.push(parsed.data.reason);
    retryDelay = parsed.data.retryDelay ?? retryDelay;
    for (const violation of listOf(parsed.data.violations, MAX_DETAILS)) {
      const id = violationSchema.safeParse(violation).data?.quotaId;
      if (id !== undefined) quotas.push(id);
    }
  }
  return { reasons, quotas, ...(retryDelay === undefined ? {} : { retryDelay }) };
}

/** Parses the JSON inside a text: relays put words before it ("GeminiException - {…}") and a request id after it. */
function parseJsonWithin(text: string): unknown {
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

/** Returns the message in a field: a string, an object, or FastAPI's list of objects (`detail`). */
function messageIn(value: unknown): string {
  if (typeof value === 'string') return value;
  const [first] = listOf(value, 1);
  const inner = ownField(first, 'message') ?? ownField(first, 'msg') ?? first;
  return typeof inner === 'string' ? inner : '';
}

function hasMessage(value: unknown): boolean {
  return MESSAGE_FIELDS.some((name) => {
    const field = ownField(value, name);
    return typeof field === 'string' ? field !== '' : typeof field === 'object' && field !== null;
  });
}

/** Returns whether a code says something in words: it isn't a status, and isn't the address of an error type (RFC 9457). */
function isWord(code: string): boolean {
  return code !== '' && httpStatus(code) === undefined && !code.includes('/');
}

function httpStatus(value: string | number | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 400 && number <= 599 ? number : undefined;
}

function objectOrNothing(value: unknown): unknown {
  return typeof value === 'object' ? value : undefined;
}

function hasContent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function withoutError(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return undefined;
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'error'));
}
