/** How Easel reads a gateway's status and error: the outcome, the charge, and the next step. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { ReplyError } from '../../../../src/errors.ts';
import { fault, type RowName } from '../../../support/faults/faults.ts';
import { assertFailed, type Expected } from '../../../support/faults/faultEnds.ts';
import {
  cloudflarePage,
  googleError,
  newApiError,
  type ScriptedReply,
} from '../../../support/gateway/scriptedGateway.ts';

type Row = readonly [row: RowName, name: string, reply: ScriptedReply, expected: Expected];

const page = (status: number): ScriptedReply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${status}</title></head><body>nginx</body></html>`,
});
const detail = (type: string, fields: object): object => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...fields,
});
const UNKNOWN: Expected = {
  outcome: 'unknown',
  charge: 'maybe',
  says: /charged/,
  first: 'open-site',
};
const AUTH: Expected = {
  outcome: 'auth',
  charge: 'no',
  says: /rejected the API key .*Nothing was charged/,
  first: 'set-key',
};
const QUOTA: Expected = {
  outcome: 'quota',
  charge: 'no',
  says: /no credit or quota left at .*Nothing was charged/,
  first: 'open-site',
};
const ROUTE: Expected = {
  outcome: 'route_unavailable',
  charge: 'no',
  says: /^gemini-3.1-flash-image-preview isn't available at .*Nothing was charged/,
  first: 'choose-model',
};
const DOWN: Expected = {
  outcome: 'unreachable',
  charge: 'no',
  says: /server behind .* is down .*Nothing was charged/,
};

const rows: readonly Row[] = [
  ['fault-077', 'Google, a key that is not valid', googleError(400, 'INVALID_ARGUMENT', 'API key not valid.', [detail('ErrorInfo', { reason: 'API_KEY_INVALID' })]), AUTH],
  ['fault-077', '401', newApiError(401, '', 'Invalid token'), AUTH],
  ['fault-077', '403 with a leaked key', googleError(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.'), AUTH],
  ['fault-078', 'a field that is not known', googleError(400, 'INVALID_ARGUMENT', 'Unknown name "x" at generation_config', [detail('BadRequest', { fieldViolations: [{ field: 'generation_config', description: 'unknown' }] })]), { outcome: 'bad_request', charge: 'no', says: /rejected the request \(400 .*generation_config/ }],
  ['fault-079', '402', googleError(402, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'), QUOTA],
  ['fault-079', 'insufficient_user_quota', newApiError(403, 'insufficient_user_quota', 'x'), QUOTA],
  ['fault-079', 'a quota per day', googleError(429, 'RESOURCE_EXHAUSTED', 'x', [detail('QuotaFailure', { violations: [{ quotaId: 'GenerateRequestsPerDayPerProject' }] })]), QUOTA],
  ['fault-079', 'a limit of 0', googleError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded, limit: 0'), QUOTA],
  ['fault-080', 'a wall against robots', { ...cloudflarePage(403), headers: { 'cf-mitigated': 'challenge', 'content-type': 'text/html' } }, { outcome: 'route_unavailable', charge: 'no', says: /blocked the request with a bot check .*Nothing was charged/ }],
  ['fault-081', 'a path that is not there', newApiError(404, '', 'Invalid URL (POST /v1beta/x)'), { ...ROUTE, says: /nothing at this address .*Nothing was charged\. Check the base URL/, first: 'open-settings' }],
  ['fault-081', 'a model that is gone', googleError(404, 'NOT_FOUND', 'models/x is not found for API version v1beta'), { ...ROUTE, says: /doesn't serve gemini-3.1-flash-image-preview to this API key \(404 NOT_FOUND\)\. Nothing was charged\. A gateway can list/ }],
  ...[405, 406, 410, 415, 422].map((status): Row => ['fault-082', String(status), newApiError(status, '', 'not like this'), { outcome: 'bad_request', charge: 'no', says: new RegExp(`\\(${status} .*“not like this”`) }]),
  ['fault-083', '408', { status: 408, body: '' }, UNKNOWN],
  ['fault-084', '409', { status: 409, body: '' }, UNKNOWN],
  ['fault-085', '413 in JSON', newApiError(413, 'read_request_body_failed', 'x'), { outcome: 'too_large', charge: 'no', says: /Nothing was charged\. Use smaller/ }],
  ['fault-085', '413 of nginx', page(413), { outcome: 'too_large', charge: 'no', says: /Nothing was charged\. Use smaller/ }],
  ['fault-090', 'get_channel_failed', newApiError(500, 'get_channel_failed', 'model temporarily unavailable'), ROUTE],
  ['fault-090', 'model_not_found', newApiError(503, 'model_not_found', 'No available channel'), ROUTE],
  ['fault-090', 'channel:no_available_key', newApiError(500, 'channel:no_available_key', 'x'), ROUTE],
  ...['bad_response', 'bad_response_body', 'bad_response_status_code', 'empty_response', 'do_request_failed'].map((code): Row => ['fault-091', code, newApiError(500, code, 'x'), UNKNOWN]),
  ['fault-091', 'INTERNAL', googleError(500, 'INTERNAL', 'An internal error has occurred.'), UNKNOWN],
  ['fault-092', '501', newApiError(501, 'api_not_implemented', 'x'), ROUTE],
  ['fault-093', '502 in JSON', { status: 502, body: { error: { message: 'bad gateway' } } }, UNKNOWN],
  ['fault-093', '502 as a page', page(502), UNKNOWN],
  ['fault-094', '503 UNAVAILABLE', googleError(503, 'UNAVAILABLE', 'The model is overloaded.'), { outcome: 'busy', charge: 'no', says: /is overloaded at .*Nothing was charged/, first: 'try-again' }],
  ['fault-095', '503 as a page', page(503), UNKNOWN],
  ...[504, 524].map((status): Row => ['fault-096', `${status} as a page`, cloudflarePage(status), { ...UNKNOWN, says: /stopped waiting .*may still be created, and you may be charged/ }]),
  ['fault-096', '524 in words', { status: 524, body: 'error code: 524' }, { ...UNKNOWN, says: /stopped waiting/ }],
  ['fault-096', '504 DEADLINE_EXCEEDED', googleError(504, 'DEADLINE_EXCEEDED', 'x'), { ...UNKNOWN, says: /stopped waiting/ }],
  ...[520, 522].map((status): Row => ['fault-097', String(status), cloudflarePage(status), UNKNOWN]),
  ...[521, 523, 525, 526, 530].map((status): Row => ['fault-098', String(status), cloudflarePage(status), DOWN]),
  ['fault-098', '530 with a 1033', { status: 530, body: 'error code: 1033' }, DOWN],
]; // prettier-ignore

describe('a status or an error code has its outcome, charge, message, and next step', () => {
  for (const [row, name, reply, expected] of rows) {
    fault(row, name, async (rig) => {
      const gateway = await rig.scripted(reply);
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, expected);
      assert.doesNotMatch(ended.text, /<html|nginx/);
    });
  }
});

describe('a rate limit shows its wait as clock time, or none', () => {
  const NOW = Date.parse('2026-11-20T14:31:20.000Z');
  const parts = { now: () => NOW };
  const SOON = new Date(NOW + 90_000).toUTCString();

  for (const [row, name, reply, waitMs] of [
    ['fault-086', 'Retry-After in seconds', { status: 429, headers: { 'retry-after': '50' }, body: '' }, 50_000],
    ['fault-087', 'Retry-After as a date', { status: 429, headers: { 'retry-after': SOON }, body: '' }, 90_000],
    ['fault-087', 'a date that is over', { status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2020 12:00:00 GMT' }, body: '' }, 1000],
    ['fault-087', 'eleven digits', { status: 429, headers: { 'retry-after': '99999999999' }, body: '' }, undefined],
    ['fault-087', 'nine digits', { status: 429, headers: { 'retry-after': '999999999' }, body: '' }, 3_600_000],
    ['fault-087', 'a negative number', { status: 429, headers: { 'retry-after': '-5' }, body: '' }, undefined],
    ['fault-087', 'an exponent', { status: 429, headers: { 'retry-after': '1e9' }, body: '' }, undefined],
    ['fault-087', 'words', { status: 429, headers: { 'retry-after': 'soon' }, body: '' }, undefined],
    ['fault-087', 'two headers, of which the first counts', { status: 429, headers: { 'retry-after': ['5', '6'] }, body: '' }, 5000],
    ['fault-088', 'RetryInfo', googleError(429, 'RESOURCE_EXHAUSTED', 'x', [detail('RetryInfo', { retryDelay: '34.4s' })]), 34_400],
    ['fault-088', 'a sentence', googleError(429, 'RESOURCE_EXHAUSTED', 'Please retry in 49.1s.'), 49_100],
    ['fault-088', 'both, and they differ', googleError(429, 'RESOURCE_EXHAUSTED', 'Please retry in 49.1s.', [detail('RetryInfo', { retryDelay: '34.4s' })]), 49_100],
    ['fault-089', 'no hint at all', { status: 429, body: '' }, undefined],
  ] as const satisfies readonly (readonly [RowName, string, ScriptedReply, number | undefined])[]) {
    fault(row, name, async (rig) => {
      const gateway = await rig.scripted(reply);
      const ended = await rig.ask({ at: gateway.origin, parts });
      assertFailed(ended, { outcome: 'rate_limited', charge: 'no', says: waitMs === undefined ? /is limiting requests \(429.*\)\. Nothing was charged\. Try again later\./ : /is limiting requests \(429.*\)\. Nothing was charged\. You can try again after .*\d\d/ });
      assert.ok(ended.failure instanceof ReplyError);
      assert.equal(ended.failure.problem.retryAfterMs, waitMs);
    });
  }
}); // prettier-ignore
