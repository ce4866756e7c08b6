import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ReplyProblem } from '../../../../src/errors.ts';
import { retryAfterMs } from '../../../../src/reply/classify/retryAfter.ts';
import { feedBody } from '../../../support/gateway/feed.ts';

type Verdict = `${ReplyProblem['outcome']} ${ReplyProblem['charge']}`;
/** [HTTP status, body, what it means]. */
type Row = readonly [number, unknown, Verdict];

const newApi = (code: string, message = 'x', type = 'new_api_error'): object => ({
  error: { message: `${message} (request id: 20261120120000abcdef)`, type, param: '', code },
});
const google = (code: number, status: string, message: string, ...details: object[]): object => ({
  error: { code, message, status, details },
});
const info = (reason: string): object => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
});

const rows: readonly Row[] = [
  [400, google(400, 'INVALID_ARGUMENT', 'API key expired. Please renew it.', info('API_KEY_INVALID')), 'auth no'],
  [403, google(403, 'PERMISSION_DENIED', 'Disabled.', info('SERVICE_DISABLED')), 'auth no'],
  [403, google(403, 'PERMISSION_DENIED', 'No.'), 'auth no'],
  [400, google(400, 'INVALID_ARGUMENT', 'Unable to process input image.'), 'bad_request no'],
  [400, google(400, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.'), 'too_large no'],
  [400, google(400, 'INVALID_ARGUMENT', 'Unknown field "rate limit".'), 'bad_request no'],
  [402, google(402, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'), 'quota no'],
  [404, google(404, 'NOT_FOUND', 'models/x is no longer available.'), 'route_unavailable no'],
  [429, google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.'), 'rate_limited no'],
  [429, google(429, 'RESOURCE_EXHAUSTED', 'x', { violations: [{ quotaId: 'RequestsPerDayPerProject' }] }), 'quota no'],
  [429, google(429, 'RESOURCE_EXHAUSTED', 'x', { violations: [{ quotaId: 'RequestsPerMinute' }] }), 'rate_limited no'],
  [500, google(500, 'INTERNAL', 'An internal error has occurred.'), 'unknown maybe'],
  [503, google(503, 'UNAVAILABLE', 'The model is overloaded.'), 'busy no'],
  [504, google(504, 'DEADLINE_EXCEEDED', 'x'), 'unknown maybe'],
  [500, newApi('', '图片生成失败，请稍后再试'), 'unknown maybe'],
  [500, newApi('', 'image generated but upload failed: 401 unauthorized'), 'unknown maybe'],
  [500, newApi('', 'quota exhausted'), 'quota maybe'],
  [503, newApi('', 'server is busy'), 'busy no'],
  [504, newApi('', 'too many requests'), 'unknown maybe'],
  [524, newApi('', 'server is busy'), 'unknown maybe'],
  [520, newApi('', 'invalid token'), 'unknown maybe'],
  [499, google(499, 'CANCELLED', 'x'), 'unknown maybe'],
  [429, [google(429, 'RESOURCE_EXHAUSTED', 'x')], 'rate_limited no'],
  [401, newApi('', 'Invalid token'), 'auth no'],
  [200, newApi('', '无效的令牌'), 'auth no'],
  [401, newApi('', '该令牌额度已用尽 TokenStatusExhausted[sk-a***b]'), 'quota no'],
  [403, newApi('', '用户额度不足, 剩余额度: ＄-0.01'), 'quota no'],
  [200, newApi('insufficient_user_quota'), 'quota no'],
  [403, newApi('', 'This token has no access to model x'), 'auth no'],
  [500, newApi('get_channel_failed', 'model temporarily unavailable'), 'route_unavailable no'],
  [503, newApi('model_not_found', 'No available channel for model x under group default'), 'route_unavailable no'],
  [503, newApi('', '当前分组 vip 下对于模型 x 无可用渠道'), 'route_unavailable no'],
  [500, newApi('channel:no_available_key'), 'route_unavailable no'],
  [400, newApi('channel:invalid_key'), 'route_unavailable no'],
  [404, newApi('', 'Invalid URL (POST /v1/v1beta/models/x)', 'invalid_request_error'), 'route_unavailable no'],
  [501, newApi('api_not_implemented'), 'route_unavailable no'],
  [429, newApi('', '当前分组上游负载已饱和，请稍后再试'), 'rate_limited no'],
  [200, newApi('', '您已达到请求数限制：1分钟内最多请求10次'), 'rate_limited no'],
  [500, newApi('do_request_failed'), 'unknown maybe'],
  [500, newApi('bad_response_body'), 'unknown maybe'],
  [500, newApi('empty_response'), 'unknown maybe'],
  [503, newApi('system_cpu_overloaded'), 'busy no'],
  [413, newApi('read_request_body_failed'), 'too_large no'],
  [500, newApi('sensitive_words_detected'), 'blocked no'],
  [400, newApi('prompt_blocked', 'refused'), 'blocked no'],
  [500, newApi('', '包含敏感词'), 'blocked no'],
  [500, newApi('channel:image_generation_failed', 'blocked [PROHIBITED_CONTENT]'), 'blocked maybe'],
  [429, newApi('429', 'Resource has been exhausted (e.g. check quota).', 'upstream_error'), 'rate_limited no'],
  [503, { error: { code: 503, message: 'x 无可用渠道', status: 'one_hub_error' } }, 'route_unavailable no'],
  [200, { error: { code: 429, message: 'slow down', status: 'gemini_error' } }, 'rate_limited no'],
  [200, { error: 'Unauthorized' }, 'auth no'],
  [502, { error: 'upstream connect error or disconnect/reset before headers' }, 'unknown maybe'],
  [404, { error: 'Not Found', message: 'no such model' }, 'route_unavailable no'],
  [401, { error: true, message: 'Invalid token' }, 'auth no'],
  [401, { success: false, message: '未提供令牌' }, 'auth no'],
  [200, { success: false, message: '余额不足', data: null }, 'quota no'],
  [500, { code: 500, msg: '服务器内部错误' }, 'unknown maybe'],
  [404, { detail: 'Not Found' }, 'route_unavailable no'],
  [422, { detail: [{ loc: ['body'], msg: 'field required', type: 'value_error' }] }, 'bad_request no'],
  [401, { errors: [{ message: 'no' }] }, 'auth no'],
  [500, newApi('', JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'slow'))), 'rate_limited no'],
  [500, JSON.stringify(JSON.stringify({ error: { message: 'x', code: 'insufficient_quota' } })), 'quota no'],
  [429, { error: { message: `litellm.RateLimitError: GeminiException - ${JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'limit: 0'))}` } }, 'quota no'],
  [400, {}, 'bad_request no'],
  [405, 'Method Not Allowed', 'bad_request no'],
  [408, '', 'unknown maybe'],
  [409, '', 'unknown maybe'],
  [413, '<html>413</html>', 'too_large no'],
  [429, '<html>429</html>', 'rate_limited no'],
  [500, '', 'unknown maybe'],
  [502, '<html>502</html>', 'unknown maybe'],
  [503, '<html>503</html>', 'unknown maybe'],
  [504, '<html>504</html>', 'unknown maybe'],
  [520, '<html>', 'unknown maybe'],
  [521, '<html>', 'unreachable no'],
  [522, 'error code: 522', 'unknown maybe'],
  [523, '<html>', 'unreachable no'],
  [525, '<html>', 'unreachable no'],
  [526, '<html>', 'unreachable no'],
  [530, 'error code: 1033', 'unreachable no'],
  [403, '<!doctype html><title>Attention Required</title>', 'route_unavailable no'],
  [200, '<!doctype html><title>Sign in</title>', 'bad_reply maybe'],
  [200, '', 'bad_reply maybe'],
  [204, '', 'bad_reply maybe'],
  [200, 'OK', 'bad_reply maybe'],
  [200, '{"candidates": [{"content": {"par', 'bad_reply maybe'],
  [200, { candidates: [] }, 'no_image maybe'],
  [200, { candidates: [{ finishReason: 'SPII' }] }, 'blocked maybe'],
  [200, { candidates: [{ finishReason: 'MAX_TOKENS' }] }, 'no_image maybe'],
  [200, { promptFeedback: { blockReason: 'MODEL_ARMOR' } }, 'blocked maybe'],
  [200, { prompt_feedback: { block_reason: 'OTHER' }, candidates: null }, 'blocked maybe'],
  [301, '', 'config no'],
  [308, '', 'config no'],
]; // prettier-ignore

describe('what an error means', () => {
  for (const [status, body, verdict] of rows) {
    const shown = (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 90);
    it(`${status} ${shown}`, async () => {
      const { problem } = (await feedBody(body, { status })).reply;
      assert.equal(`${problem?.outcome} ${problem?.charge}`, verdict);
    });
  }
});

describe('the facts of a problem', () => {
  it('are what the gateway said, short, without its request id', async () => {
    const message = `模型不可用 ${'x'.repeat(400)}`;
    const { reply } = await feedBody(newApi('get_channel_failed', '模型不可用'), { status: 500 });
    assert.deepEqual(reply.problem, {
      kind: 'refused',
      outcome: 'route_unavailable',
      charge: 'no',
      status: 500,
      code: 'get_channel_failed',
      gatewayText: '模型不可用',
      requestId: '20261120120000abcdef',
    });
    const long = (await feedBody(newApi('', message), { status: 500 })).reply.problem;
    assert.equal(long?.gatewayText?.length, 300);
    const html = newApi('', '<!DOCTYPE html><p>no</p>');
    assert.equal((await feedBody(html, { status: 500 })).reply.problem?.gatewayText, undefined);
  });
  it('name the request id of a header before that of a message', async () => {
    for (const name of ['x-oneapi-request-id', 'x-request-id', 'cf-ray']) {
      const { reply } = await feedBody(newApi(''), { status: 500, headers: { [name]: 'abc-1' } });
      assert.equal(reply.problem?.requestId, 'abc-1');
    }
  });
  it('name where a redirect leads, by host only', async () => {
    const to = async (location?: string): Promise<string | undefined> =>
      (await feedBody('', { status: 302, headers: { location } })).reply.problem?.host;
    assert.equal(await to('https://other.example:8443/x?key=secret'), 'other.example:8443');
    assert.equal(await to('/login'), 'gateway.example');
    assert.equal(await to('http://'), undefined);
    assert.equal(await to(), undefined);
  });
  it('tell a wall that wants a browser from a page', async () => {
    const headers = { 'cf-mitigated': 'challenge' };
    const { reply } = await feedBody('<html>', { status: 403, headers });
    assert.equal(reply.problem?.kind, 'bot-wall');
    assert.equal((await feedBody('<html>', { status: 200 })).reply.problem?.kind, 'web-page');
  });
  it('refuse an encoding that is unknown or used twice', async () => {
    for (const encoding of ['zstd', 'gzip, gzip', 'br,br', 'gzip, br, gzip, br, gzip, br']) {
      const { reply } = await feedBody('{}', { headers: { 'content-encoding': encoding } });
      assert.equal(reply.problem?.code, 'content-encoding');
    }
    const { reply } = await feedBody('{}', { headers: { 'content-encoding': 'gzip' } });
    assert.equal(reply.problem?.kind, 'not-json');
  });
});

describe('how long a gateway asks to wait', () => {
  const NOW = Date.parse('Fri, 20 Nov 2026 12:00:00 GMT');
  const header = (value: string): number | undefined =>
    retryAfterMs({ header: value, message: '' }, NOW);

  it('comes from Retry-After, read strictly', () => {
    assert.equal(header('7'), 7000);
    assert.equal(header(' 120 '), 120_000);
    assert.equal(header('Fri, 20 Nov 2026 12:01:30 GMT'), 90_000);
    for (const bad of ['', '-5', '1e3', '1.5', '0x10', 'soon', '5, 6', '2026-11-20', '99999999999'])
      assert.equal(header(bad), undefined);
  });
  it('is from a second to an hour', () => {
    assert.equal(header('0'), 1000);
    assert.equal(header('Fri, 20 Nov 2020 12:00:00 GMT'), 1000);
    assert.equal(header('999999999'), 3_600_000);
  });
  it('is the longest of what the header, RetryInfo and the sentence say', () => {
    const message = 'Please retry in 49.125626837s.';
    assert.equal(retryAfterMs({ header: '3', info: '34.4s', message }, NOW), 49_126);
    assert.equal(retryAfterMs({ header: '3', info: '34.4s', message: '' }, NOW), 34_400);
    assert.equal(retryAfterMs({ message: 'retry in 800ms' }, NOW), 1000);
    assert.equal(retryAfterMs({ info: 'soon', message: 'try later' }, NOW), undefined);
  });
  it('is a wait that a timer can hold, whatever is said', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.nat(), (said, info, words, n) => {
        for (const value of [said, String(n), `${n}s`]) {
          const wait = retryAfterMs({ header: value, info, message: `retry in ${words}` }, NOW);
          assert.ok(wait === undefined || (wait >= 1000 && wait <= 3_600_000));
        }
      }),
      { numRuns: 1000 },
    );
  });
  it('is told for what passes by itself, and not for an empty account', async () => {
    const headers = { 'retry-after': '9' };
    const limited = await feedBody(newApi('rate_limit_exceeded'), { status: 429, headers });
    assert.equal(limited.reply.problem?.retryAfterMs, 9000);
    const empty = await feedBody(newApi('insufficient_user_quota'), { status: 429, headers });
    assert.equal(empty.reply.problem?.retryAfterMs, undefined);
  });
});
