import type { Charge, FailedOutcome, ReplyProblemKind } from '../errors.ts';

/** What an error means: for the run, and for the user's money. */
export interface Verdict {
  readonly outcome: FailedOutcome;
  readonly charge: Charge;
  readonly kind: ReplyProblemKind;
}

const refused = (outcome: FailedOutcome, charge: Charge = 'no'): Verdict => ({
  outcome,
  charge,
  kind: 'refused',
});

export const AUTH = refused('auth');
export const QUOTA = refused('quota');
export const RATE = refused('rate_limited');
export const ROUTE = refused('route_unavailable');
export const BUSY = refused('busy');
export const BAD_REQUEST = refused('bad_request');
export const TOO_LARGE: Verdict = { outcome: 'too_large', charge: 'no', kind: 'too-large' };
/** Refused by a word filter before any model saw it. */
export const FILTERED: Verdict = { outcome: 'blocked', charge: 'no', kind: 'blocked-prompt' };
/** Refused by the model or its guard: a gateway may charge for the attempt. */
export const BLOCKED: Verdict = { outcome: 'blocked', charge: 'maybe', kind: 'blocked-output' };
/** Something broke behind the gateway: the picture may have been made, and charged. */
export const UNKNOWN = refused('unknown', 'maybe');
export const TIMEOUT: Verdict = { outcome: 'unknown', charge: 'maybe', kind: 'gateway-timeout' };
export const DOWN: Verdict = { outcome: 'unreachable', charge: 'no', kind: 'origin-down' };

/**
 * Codes decide first: they are the same in every language an operator may choose. New API's
 * (types/error.go of QuantumNous/new-api), One API's, Google's ErrorInfo reasons, OpenAI's.
 * Compared in lower case.
 */
export const BY_CODE: ReadonlyMap<string, Verdict> = new Map([
  ['api_key_invalid', AUTH],
  ['api_key_expired', AUTH],
  ['api_key_service_blocked', AUTH],
  ['access_token_type_unsupported', AUTH],
  ['access_token_expired', AUTH],
  ['access_denied', AUTH],
  ['invalid_api_key', AUTH],
  ['invalid_token', AUTH],
  ['authentication_error', AUTH],
  ['unauthorized', AUTH],
  ['insufficient_user_quota', QUOTA],
  ['pre_consume_token_quota_failed', QUOTA],
  ['insufficient_quota', QUOTA],
  ['insufficient_balance', QUOTA],
  ['insufficient_credits', QUOTA],
  ['quota_exceeded', QUOTA],
  ['quota_not_enough', QUOTA],
  ['billing_hard_limit_reached', QUOTA],
  ['billing_not_active', QUOTA],
  ['billing_disabled', QUOTA],
  ['model_capacity_exhausted', RATE],
  ['rate_limit_exceeded', RATE],
  ['rate_limit_reached', RATE],
  ['rate_limit_error', RATE],
  ['rate_limited', RATE],
  ['too_many_requests', RATE],
  ['get_channel_failed', ROUTE],
  ['model_not_found', ROUTE],
  ['no_available_channel', ROUTE],
  ['model_price_error', ROUTE],
  ['invalid_api_type', ROUTE],
  ['api_not_implemented', ROUTE],
  ['user_location_invalid', ROUTE],
  ['service_disabled', ROUTE],
  ['sensitive_words_detected', FILTERED],
  ['prompt_blocked', FILTERED],
  ['content_policy_violation', BLOCKED],
  ['content_filter', BLOCKED],
  ['moderation_blocked', BLOCKED],
  ['read_request_body_failed', TOO_LARGE],
  ['request_too_large', TOO_LARGE],
  ['bad_request_body', BAD_REQUEST],
  ['convert_request_failed', BAD_REQUEST],
  ['invalid_request', BAD_REQUEST],
  ['system_cpu_overloaded', BUSY],
  ['system_memory_overloaded', BUSY],
  ['system_disk_overloaded', BUSY],
  ['overloaded_error', BUSY],
  ['do_request_failed', UNKNOWN],
  ['bad_response', UNKNOWN],
  ['bad_response_body', UNKNOWN],
  ['bad_response_status_code', UNKNOWN],
  ['read_response_body_failed', UNKNOWN],
  ['empty_response', UNKNOWN],
]);

/** The words in which a model's or a gateway's guard says no, when it says it in a sentence. */
export const BLOCK_WORDS =
  /\b(IMAGE_SAFETY|IMAGE_PROHIBITED_CONTENT|PROHIBITED_CONTENT|IMAGE_RECITATION|RECITATION|BLOCKLIST|SPII|SAFETY|MODEL_ARMOR|JAILBREAK)\b/;

/**
 * Phrases decide where a code is missing or says nothing, which is the rule for New API's own
 * middleware. The first that is found counts, so the narrow ones come first. In lower case.
 */
export const BY_PHRASE: readonly (readonly [Verdict, readonly string[]])[] = [
  [FILTERED, ['sensitive words', 'sensitive_words', '敏感词', '敏感内容', '违规内容']],
  [
    BLOCKED,
    [
      'safety policy',
      'content policy',
      'usage policy violation',
      'prohibited content',
      'safety system',
      'blocked by safety',
      'content safety',
      'moderation',
      '内容安全',
      '内容审核',
      '审核不通过',
      '违反',
    ],
  ],
  [
    QUOTA,
    [
      'tokenstatusexhausted',
      'quota is exhausted',
      'quota is not enough',
      'quota exhausted',
      'insufficient balance',
      'insufficient quota',
      'insufficient credit',
      'insufficient fund',
      'insufficient user quota',
      'not enough credit',
      'not enough balance',
      'out of credit',
      'credits are depleted',
      'credit balance is too low',
      'balance is insufficient',
      'billing hard limit',
      'limit: 0',
      '余额不足',
      '额度不足',
      '额度已用尽',
      '额度已用完',
      '额度已耗尽',
      '配额不足',
      '剩余额度',
      '预扣费',
      '欠费',
    ],
  ],
  [
    ROUTE,
    [
      '无可用渠道',
      '可用渠道不存在',
      '没有可用渠道',
      '暂无可用',
      '模型不存在',
      '不支持的模型',
      '渠道已被禁用',
      'no available channel',
      'no channel available',
      'no available provider',
      'model temporarily unavailable',
      'model is temporarily unavailable',
      'model not found',
      'model does not exist',
      'no such model',
      'is not found for api version',
      'is not supported for generatecontent',
      'no longer available',
      'location is not supported',
      'invalid url (',
      'not implemented',
    ],
  ],
  [
    AUTH,
    [
      'invalid token',
      'invalid api key',
      'incorrect api key',
      'api key not valid',
      'api key expired',
      'api key not found',
      'api_key_invalid',
      'token not provided',
      'token expired',
      'token has expired',
      'reported as leaked',
      'invalid authentication',
      'unauthorized',
      'missing api key',
      'no api key',
      '无效的令牌',
      '令牌已过期',
      '令牌不可用',
      '该令牌状态不可用',
      '未提供令牌',
      '无权访问',
      '无权进行',
      '令牌允许访问',
      '用户已被封禁',
      'no access to model',
      'no permission to access',
      'ip is not in',
    ],
  ],
  [
    RATE,
    [
      'rate limit',
      'too many requests',
      'resource has been exhausted',
      'resource exhausted',
      'no capacity available',
      'requests per minute',
      '请求数限制',
      '负载已饱和',
      '请求过于频繁',
      '请求频率',
      '速率限制',
      '频率限制',
      '并发',
    ],
  ],
  [
    TOO_LARGE,
    [
      'request body too large',
      'entity too large',
      'payload too large',
      'payload size exceeds',
      'request size exceeds',
      '请求体过大',
    ],
  ],
  [
    TIMEOUT,
    [
      'deadline expired',
      'deadline exceeded',
      'timed out',
      'request timeout',
      'upstream timeout',
      '超时',
    ],
  ],
  [BUSY, ['overloaded', 'high demand', 'server is busy', '过载', '繁忙', '稍后再试']],
];

/** What a status means on its own. Anything else: see `byStatus`. */
export const BY_STATUS: ReadonlyMap<number, Verdict> = new Map([
  [401, AUTH],
  [402, QUOTA],
  [403, AUTH],
  [404, ROUTE],
  // Nobody knows whether the request was carried out (RFC 9110 leaves it open for both).
  [408, UNKNOWN],
  [409, UNKNOWN],
  [413, TOO_LARGE],
  [429, RATE],
  [451, ROUTE],
  // nginx and Google for "the client went away": the work may go on.
  [499, UNKNOWN],
  [501, ROUTE],
  [504, TIMEOUT],
  // Cloudflare's own, from its page on 5xx errors: 520, 522 and 524 leave open what the origin did;
  // the others say that it never got the request.
  [520, TIMEOUT],
  [521, DOWN],
  [522, TIMEOUT],
  [523, DOWN],
  [524, TIMEOUT],
  [525, DOWN],
  [526, DOWN],
  [529, BUSY],
  [530, DOWN],
]);

/** A status alone. A 4xx was refused; a 5xx may have been carried out. */
export function byStatus(status: number): Verdict {
  const known = BY_STATUS.get(status);
  if (known !== undefined) return known;
  return status >= 400 && status < 500 ? BAD_REQUEST : UNKNOWN;
}
