import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { retryAfterMs } from '../../../../src/reply/classify/retryAfter.ts';
import { feedBody } from '../../../support/gateway/feed.ts';
import { newApi } from '../../../support/gateway/replyJson.ts';

const NOW = Date.parse('Fri, 20 Nov 2026 12:00:00 GMT');

describe('retryAfterMs', () => {
  const fromHeader = (header: string): number | undefined =>
    retryAfterMs({ header, message: '' }, NOW);

  it('reads Retry-After strictly', () => {
    assert.equal(fromHeader('7'), 7000);
    assert.equal(fromHeader(' 120 '), 120_000);
    assert.equal(fromHeader('Fri, 20 Nov 2026 12:01:30 GMT'), 90_000);
    for (const bad of ['', '-5', '1e3', '1.5', '0x10', 'soon', '5, 6', '2026-11-20', '99999999999'])
      assert.equal(fromHeader(bad), undefined, bad);
  });

  it('returns at least a second and at most an hour', () => {
    assert.equal(fromHeader('0'), 1000);
    assert.equal(fromHeader('Fri, 20 Nov 2020 12:00:00 GMT'), 1000);
    assert.equal(fromHeader('999999999'), 3_600_000);
  });

  it('returns the longest of the delays in the header, in RetryInfo, and in the message', () => {
    const message = 'Please retry in 49.125626837s.';
    assert.equal(retryAfterMs({ header: '3', info: '34.4s', message }, NOW), 49_126);
    assert.equal(retryAfterMs({ header: '3', info: '34.4s', message: '' }, NOW), 34_400);
    assert.equal(retryAfterMs({ header: '60', info: '34.4s', message }, NOW), 60_000);
    assert.equal(retryAfterMs({ message: 'retry in 800ms' }, NOW), 1000);
    assert.equal(retryAfterMs({ info: 'soon', message: 'try later' }, NOW), undefined);
  });

  it('returns a delay that a timer can hold, whatever the gateway states', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.nat(), (header, info, words, n) => {
        for (const value of [header, String(n), `${n}s`]) {
          const wait = retryAfterMs({ header: value, info, message: `retry in ${words}` }, NOW);
          assert.ok(wait === undefined || (wait >= 1000 && wait <= 3_600_000));
        }
        const sure = retryAfterMs({ header: String(n % 1_000_000_000), message: '' }, NOW);
        assert.ok(sure !== undefined && sure >= 1000 && sure <= 3_600_000);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a problem states the wait', () => {
  const headers = { 'retry-after': '9' };
  const waitOf = async (body: unknown, status: number): Promise<number | undefined> =>
    (await feedBody(body, { status, headers })).reply.problem?.retryAfterMs;

  for (const [name, body, status, waitMs] of [
    ['a rate limit', newApi('x', 'rate_limit_exceeded'), 429, 9000],
    ['a page under 429', '<html>', 429, 9000],
    ['an overloaded system', newApi('x', 'system_cpu_overloaded'), 503, 9000],
    ['a route without a channel', newApi('x', 'get_channel_failed'), 500, 9000],
    ['an origin that is down', '<html>', 521, 9000],
    ['an empty account', newApi('x', 'insufficient_user_quota'), 429, undefined],
    ['a refused key', newApi('Invalid token'), 401, undefined],
    ['a page under 413', '<html>', 413, undefined],
    ['a timeout of the gateway', '<html>', 504, undefined],
  ] as const) {
    it(`${waitMs === undefined ? 'not for' : 'for'} ${name}`, async () => {
      assert.equal(await waitOf(body, status), waitMs);
    });
  }
});
