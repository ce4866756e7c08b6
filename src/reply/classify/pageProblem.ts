import type { ReplyProblem, ReplyProblemKind } from '../../errors.ts';
import type { Documents } from '../parse/documents.ts';
import { gatewayText } from './gatewayText.ts';
import {
  classifyStatus,
  DOWN,
  NO_PATH,
  RATE,
  ROUTE,
  TIMEOUT,
  type ErrorClass,
} from './errorClass.ts';
import { WAITABLE } from './errorProblem.ts';
import { commonFacts, omitUndefined, type ReplyFacts } from './replyFacts.ts';
import { retryAfterMs } from './retryAfter.ts';

/** Returns the problem of a reply without any JSON: a proxy's page, a bot check, a login form, or nothing at all. */
export function pageProblem({ documents, raw, now, redactText }: ReplyFacts): ReplyProblem {
  const { status, headers } = raw;
  const common = commonFacts(raw);
  const waitMs = retryAfterMs({ header: headers['retry-after'], message: '' }, now);
  const problem = (errorClass: ErrorClass, kind = errorClass.kind): ReplyProblem =>
    omitUndefined<ReplyProblem>({
      ...errorClass,
      ...common,
      kind,
      retryAfterMs: WAITABLE.has(errorClass.outcome) ? waitMs : undefined,
    });
  // Cloudflare's challenge needs a browser. No key and no prompt passes it.
  if (headers['cf-mitigated'] === 'challenge') return problem(ROUTE, 'bot-wall');
  const code = cloudflareCode(documents.text);
  if (status < 400 && code === undefined) {
    const kind = KIND_UNDER_SUCCESS[documents.notJson ?? 'empty'];
    return { kind, outcome: 'bad_reply', charge: 'maybe', ...common };
  }
  const errorClass = code === undefined ? classifyStatus(status) : classifyCode(code, status);
  if (errorClass === TIMEOUT || errorClass === DOWN) return problem(errorClass);
  if (code !== undefined && errorClass === ROUTE) return problem(errorClass, 'bot-wall');
  // A gateway that misses only the model says so in JSON.
  if (status === 404 && code === undefined) return problem(NO_PATH);
  if (documents.notJson === 'html') {
    // A gateway that refuses a key says so in JSON, so a page under 403 comes from a firewall.
    const pageClass = status === 403 ? ROUTE : errorClass;
    return problem(pageClass, errorClass.kind === 'refused' ? 'web-page' : errorClass.kind);
  }
  const text = gatewayText(redactText(documents.text ?? ''));
  return { ...problem(errorClass), ...(text === undefined ? {} : { gatewayText: text }) };
}

const KIND_UNDER_SUCCESS: Readonly<
  Record<NonNullable<Documents['notJson']> | 'empty', ReplyProblemKind>
> = { html: 'web-page', truncated: 'cut-short', text: 'not-json', empty: 'empty' };

/** Parses the plain form of Cloudflare's error pages, such as `error code: 1020`. */
function cloudflareCode(text: string | undefined): number | undefined {
  const code = /^error code: (\d{3,4})$/i.exec(text?.trim().slice(0, 64) ?? '')?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Classifies a code of Cloudflare: a 5xx status, or a 1xxx error of its own. */
function classifyCode(code: number, status: number): ErrorClass {
  if (code < 1000) return classifyStatus(code);
  // With 1xxx, Cloudflare refused the request or could not find the origin. The status tells which:
  // 1015 comes with 429, 1020 with 403, 1016 with 530.
  return status === 403 ? ROUTE : status === 429 ? RATE : DOWN;
}
