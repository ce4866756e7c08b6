/** Errors beyond the recorded ones: outcome, charge, and wait. */
import { google, newApi } from '../support/gateway/replyJson.ts';
import { itReads, type Facts, type Row } from '../support/gateway/replyTable.ts';

/** A row of a status, a body, outcome and charge. */
const of = (status: number, body: unknown, result: string, facts?: Facts): Row => {
  const shown = (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 100);
  return [`${status} ${shown}`, { status, body }, result, facts];
};
const info = (reason: string): object => ({ reason, domain: 'googleapis.com' });
const quota = (quotaId: string): object => ({ violations: [{ quotaMetric: 'x', quotaId }] });
const upstream = (status: number, message: string): object =>
  newApi(message, status, 'upstream_error');
const relayed = (status: number): object =>
  newApi(
    `bad response status code ${status}`,
    'bad_response_status_code',
    'bad_response_status_code',
  );

itReads("Google's errors about the key, the account, and the model", [
  of(400, google(400, 'INVALID_ARGUMENT', 'API Key not found.', info('API_KEY_INVALID')), 'auth no'),
  of(403, google(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers."), 'auth no'),
  of(403, google(403, 'PERMISSION_DENIED', 'Requests from referer <empty> are blocked.', info('API_KEY_HTTP_REFERRER_BLOCKED')), 'auth no'),
  of(403, google(403, 'PERMISSION_DENIED', 'The originating IP address violates this restriction.', info('API_KEY_IP_ADDRESS_BLOCKED')), 'auth no'),
  of(403, google(403, 'PERMISSION_DENIED', 'The API has not been used in project 1 or it is disabled.', info('SERVICE_DISABLED')), 'auth no'),
  of(403, google(403, 'PERMISSION_DENIED', 'This API method requires billing to be enabled.', info('BILLING_DISABLED')), 'quota no'),
  of(400, google(400, 'FAILED_PRECONDITION', 'Free tier is not available in your country. Please enable billing.'), 'route_unavailable no'),
  of(429, google(429, 'RESOURCE_EXHAUSTED', 'Your project has exceeded its monthly spending cap.'), 'quota no'),
  of(429, google(429, 'RESOURCE_EXHAUSTED', 'x', quota('GenerateRequestsPerDayPerProjectPerModel'), { retryDelay: '3s' }), 'quota no', { retryAfterMs: undefined }),
  of(429, google(429, 'RESOURCE_EXHAUSTED', 'x', quota('InputTokensPerModelPerMinute'), { retryDelay: '34.4s' }), 'rate_limited no', { retryAfterMs: 34_400 }),
  of(503, google(503, 'UNAVAILABLE', 'This model is currently experiencing high demand.'), 'busy no'),
  of(504, google(504, 'DEADLINE_EXCEEDED', 'Deadline expired before operation could complete.'), 'unknown maybe', { kind: 'gateway-timeout' }),
  of(400, [google(400, 'INVALID_ARGUMENT', 'API key not valid.', info('API_KEY_INVALID'))], 'auth no'),
]); // prettier-ignore

itReads('a refusal for the form of the request, whatever words it quotes', [
  of(400, google(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received. Unknown name "moderation": Cannot find field.'), 'bad_request no'),
  of(400, google(400, 'INVALID_ARGUMENT', 'Invalid value at \'safety_settings[0].category\' (HarmCategory), "SAFETY"'), 'bad_request no'),
  of(400, google(400, 'INVALID_ARGUMENT', 'Image part is missing a thought_signature in content position 2, part position 1.'), 'bad_request no'),
  of(400, google(400, 'INVALID_ARGUMENT', 'The prompt was blocked: PROHIBITED_CONTENT.'), 'blocked maybe', { reason: 'PROHIBITED_CONTENT' }),
]); // prettier-ignore

itReads("the upstream service's errors, which are not about the user's key", [
  of(400, upstream(400, 'API key not valid. Please pass a valid API key.'), 'route_unavailable no'),
  of(403, upstream(403, 'Your API key was reported as leaked.'), 'route_unavailable no'),
  of(401, relayed(401), 'route_unavailable no'),
  of(429, relayed(429), 'rate_limited no'),
  of(400, relayed(400), 'bad_request no'),
  of(500, relayed(429), 'unknown maybe'),
  of(503, relayed(503), 'unknown maybe'),
  of(524, relayed(524), 'unknown maybe', { kind: 'gateway-timeout' }),
  of(500, upstream(500, 'API key not valid'), 'unknown maybe'),
  of(429, upstream(429, 'You exceeded your current quota. limit: 0, model: x Please retry in 49.1s.'), 'quota no'),
  of(429, upstream(429, 'You exceeded your current quota. Please retry in 49.1s.'), 'rate_limited no', { retryAfterMs: 49_100 }),
]); // prettier-ignore

itReads('errors of New API, one-hub, and their relatives', [
  of(401, newApi('该令牌已过期'), 'auth no'),
  of(200, newApi('This token status is unavailable'), 'auth no'),
  of(403, newApi('该令牌无权访问模型 gemini-3-pro-image-preview'), 'auth no'),
  of(403, newApi('预扣费额度失败, 用户剩余额度: ＄0.01, 需要预扣费额度: ＄0.24'), 'quota no'),
  of(429, newApi('今日请求次数已达上限'), 'quota no'),
  of(401, newApi('This token quota has been exhausted'), 'quota no'),
  of(403, newApi('Pre-consume quota failed, user remaining quota: $0.01, required: $0.24'), 'quota no'),
  of(400, newApi('内容违规，请修改提示词'), 'blocked maybe'),
  of(400, newApi('当前 API 不支持所选模型 x'), 'route_unavailable no'),
  of(429, newApi('You have exceeded your daily request limit'), 'quota no'),
  of(429, newApi('You have reached the request limit: maximum 10 requests in 1 minutes'), 'rate_limited no'),
  of(500, newApi('当前分组负载已饱和，请稍后再试'), 'unknown maybe'),
  of(500, newApi('Gemini image generation failed: no image in response', 'channel:image_generation_failed'), 'no_image maybe'),
  of(500, newApi('blocked [PROHIBITED_CONTENT]: x', 'channel:image_generation_failed'), 'blocked maybe', { reason: 'PROHIBITED_CONTENT' }),
  of(404, newApi('Invalid URL (POST /api/v1beta/models/x)'), 'route_unavailable no', { kind: 'no-path' }),
  of(200, { error: { code: 403, message: '用户额度不足', status: 'one_hub_error' } }, 'quota no'),
  of(200, { error: { code: 500, message: 'x', status: 'system_error' } }, 'unknown maybe'),
  of(400, { error: { message: 'Budget has been exceeded!', type: 'budget_exceeded', param: null, code: '400' } }, 'quota no'),
  of(403, { error: { code: 403, message: 'x requires moderation. Your input was flagged.' } }, 'blocked maybe'),
  of(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'busy no'),
]); // prettier-ignore

itReads('error envelopes', [
  of(200, { error: 1, message: '余额不足' }, 'quota no'),
  of(200, { error: [{ message: 'Invalid token' }] }, 'auth no'),
  of(200, { error: {}, message: 'Invalid token' }, 'auth no'),
  of(200, { code: 0, data: { error: { message: 'Invalid token' } } }, 'auth no'),
  of(200, { error: null, response: { error: { code: 429, message: 'slow' } } }, 'rate_limited no'),
  of(200, { header: { code: 10013, message: '输入内容审核不通过' } }, 'blocked maybe'),
  of(401, { err: 'token expired' }, 'auth no', { gatewayText: 'token expired' }),
  of(200, { errcode: 40001, errmsg: 'invalid api key' }, 'auth no'),
  of(200, { code: 401, msg: 'x', data: null }, 'auth no'),
  of(200, { success: true, message: 'ok' }, 'bad_reply maybe'),
  of(502, JSON.stringify({ error: JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'x')) }), 'rate_limited no'),
  of(503, `${JSON.stringify(google(503, 'UNAVAILABLE', 'x'))}\nbye`, 'busy no'),
  of(429, { type: 'https://example.org/1015', title: 'Error 1015', status: 429, detail: 'Too fast' }, 'rate_limited no', { code: undefined, gatewayText: 'Too fast' }),
]); // prettier-ignore

const nginx = (title: string): string =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body></html>\r\n`;

itReads('pages and plain text', [
  of(404, nginx('404 Not Found'), 'route_unavailable no', { kind: 'no-path' }),
  of(404, '404 page not found\n', 'route_unavailable no', { kind: 'no-path' }),
  of(404, 'Cannot POST /v1beta/{x}', 'route_unavailable no'),
  of(403, nginx('403 Forbidden'), 'route_unavailable no', { kind: 'web-page' }),
  of(401, nginx('401 Authorization Required'), 'auth no'),
  of(413, nginx('413 Request Entity Too Large'), 'too_large no'),
  of(429, 'error code: 1015', 'rate_limited no'),
  of(403, 'error code: 1020', 'route_unavailable no', { kind: 'bot-wall' }),
  of(530, 'error code: 1016', 'unreachable no'),
  of(502, 'error code: 502', 'unknown maybe'),
  of(503, 'no healthy upstream', 'unknown maybe'),
  of(200, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'bad_reply maybe', { kind: 'web-page' }),
  of(202, { id: 't1', status: 'queued' }, 'accepted maybe'),
]); // prettier-ignore

const waits = (message: string, retryAfterMs: number | undefined, header?: string): Row => {
  const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header };
  const given = { status: 429, headers, body: newApi(message, 'rate_limit_exceeded') };
  return [`${message} ${header ?? ''}`, given, 'rate_limited no', { retryAfterMs }];
};

itReads('the wait that an error asks for', [
  waits('slow', 12_000, '12'),
  waits('slow', 90_000, 'Fri, 20 Nov 2026 12:01:30 GMT'),
  waits('Rate limit reached. Please try again in 20s.', 20_000),
  waits('try again in 1m30s', 90_000),
  waits('Please try again in 2 minutes.', 120_000),
  waits('retry in 1800ms', 1800),
  waits('Please retry after 30 seconds.', 30_000),
  waits('请求过于频繁，请在 15 秒后重试', 15_000),
  waits('retry in 5 Martian years', undefined),
]);
