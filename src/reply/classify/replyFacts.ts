import type { ReplyProblem } from '../../errors.ts';
import type { Documents } from '../parse/documents.ts';
import type { ParsedReply } from '../parse/parseReply.ts';
import type { RawReply } from '../types.ts';

/** Everything that a problem of a reply is derived from. */
export interface ReplyFacts {
  readonly raw: RawReply;
  readonly documents: Documents;
  readonly reply: ParsedReply;
  /** The gateway's origin, for relative addresses. */
  readonly origin: string | undefined;
  /** In ms since 1970. */
  readonly now: number;
  /** Removes images and the key from a text of the gateway. Every such text passes through here first. */
  readonly redactText: (text: string) => string;
}

/** Returns the facts that every problem of a reply states. */
export function commonFacts(raw: RawReply): Pick<ReplyProblem, 'status' | 'requestId'> {
  return omitUndefined({ status: raw.status, requestId: requestIdOf(raw.headers) });
}

/** Returns the id by which the gateway's support finds the request: New API's, a common one, or Cloudflare's. */
export function requestIdOf(headers: RawReply['headers']): string | undefined {
  return headers['x-oneapi-request-id'] ?? headers['x-request-id'] ?? headers['cf-ray'];
}

/** Returns an object without the fields that are undefined. */
export function omitUndefined<T extends object>(fields: {
  [K in keyof T]: T[K] | undefined;
}): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
