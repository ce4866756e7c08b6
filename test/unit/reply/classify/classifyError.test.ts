import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReplyProblem } from '../../../../src/errors.ts';
import { feedBody } from '../../../support/gateway/feed.ts';
import { google, newApi as envelope } from '../../../support/gateway/replyJson.ts';

type Meaning = `${ReplyProblem['outcome']} ${ReplyProblem['charge']}`;
type Row = readonly [status: number, body: unknown, meaning: Meaning];

const newApi = (code: string, message = 'x', type = 'new_api_error'): object =>
  envelope(message, code, type);
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
  [400, newApi('channel:invalid_key', "invalid character 'd' in string escape code"), 'bad_request no'],
  [400, newApi('get_channel_failed', 'Invalid JSON payload received. Invalid unicode.'), 'bad_request no'],
  [400, newApi('model_not_found', "'utf-8' codec can't encode character: surrogates not allowed"), 'bad_request no'],
  [400, google(400, 'FAILED_PRECONDITION', 'Failed to parse request body: invalid UTF-8'), 'bad_request no'],
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

describe('an error reply', () => {
  for (const [status, body, meaning] of rows) {
    const shown = (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 90);
    it(`means “${meaning}”: ${status} ${shown}`, async () => {
      const { problem } = (await feedBody(body, { status })).reply;
      assert.equal(`${problem?.outcome} ${problem?.charge}`, meaning);
    });
  }
});
