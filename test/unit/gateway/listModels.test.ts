import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AuthStyle } from '../../../src/catalog/gateways.ts';
import { BrokenError, ConnectError, EaselError, ReplyError } from '../../../src/errors.ts';
import { listModels } from '../../../src/gateway/listModels.ts';
import { USER_AGENT } from '../../../src/version.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { startScriptedGateway, type ScriptedReply } from '../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

const KEY = 'sk-list-1234';
const MAX_LIST_BYTES = 2 << 20;

const list = (...names: readonly string[]): ScriptedReply => ({
  body: { models: names.map((name) => ({ name })) },
});

interface Request {
  readonly auth?: AuthStyle;
  readonly key?: string | undefined;
  /** Behind the origin. */
  readonly path?: string;
}

async function listWith(reply: ScriptedReply, request: Request = {}) {
  const { auth = 'bearer', path = '' } = request;
  const key = 'key' in request ? request.key : KEY;
  const gateway = await startScriptedGateway({ script: reply });
  try {
    const models = await listModels(`${gateway.origin}${path}`, auth, key);
    return { models, requests: gateway.requests };
  } finally {
    await gateway.close();
  }
}

async function failureOf(reply: ScriptedReply): Promise<EaselError> {
  try {
    await listWith(reply);
  } catch (error) {
    assert.ok(error instanceof EaselError, String(error));
    return error;
  }
  assert.fail('it returned a list');
}

describe('the request for a list of models', () => {
  /** Each auth style, with the query of its request and the headers that hold the key. */
  const places: Readonly<
    Record<AuthStyle, readonly [query: string, headers: Record<string, string>]>
  > = {
    query: [`?pageSize=1000&key=${KEY}`, {}],
    bearer: ['?pageSize=1000', { authorization: `Bearer ${KEY}` }],
    'x-goog-api-key': ['?pageSize=1000', { 'x-goog-api-key': KEY }],
    none: ['?pageSize=1000', {}],
  };
  for (const [auth, [query, headers]] of Object.entries(places)) {
    test(`is sent once, with the key in the place of ${auth} and in no other`, async () => {
      const { requests } = await listWith(list('a'), { auth: auth as AuthStyle });
      assert.equal(requests.length, 1);
      const [request] = requests;
      assert.equal(request?.method, 'GET');
      assert.equal(request.url, `/v1beta/models${query}`);
      const { host, ...sent } = request.headers;
      assert.ok(host);
      assert.deepEqual(sent, {
        accept: 'application/json',
        connection: 'close',
        'user-agent': USER_AGENT,
        ...headers,
      });
    });
  }

  test('has no key when there is none', async () => {
    const { requests } = await listWith(list('a'), { key: undefined, path: '/gemini' });
    assert.equal(requests[0]?.url, '/gemini/v1beta/models?pageSize=1000');
    assert.equal(requests[0].headers.authorization, undefined);
  });
});

describe('a list of models', () => {
  test('gives each id once, without models/', async () => {
    const { models } = await listWith(list('models/a', 'b', 'models/a', 'x/models/c'));
    assert.deepEqual(models, { ids: ['a', 'b', 'x/models/c'], isComplete: true });
  });

  for (const [token, isComplete] of [
    ['next', false],
    ['', true],
  ] as const) {
    test(`is ${isComplete ? '' : 'in'}complete with the page token “${token}”`, async () => {
      const reply = { body: { models: [{ name: 'models/a' }], nextPageToken: token } };
      assert.deepEqual((await listWith(reply)).models, { ids: ['a'], isComplete });
    });
  }

  test('keeps its valid entries', async () => {
    const longest = 'x'.repeat(200);
    const names = [null, 7, {}, { name: '' }, { name: `${longest}x` }, { name: longest }];
    const reply = { body: { models: [...names, { name: 'good' }] } };
    assert.deepEqual((await listWith(reply)).models.ids, [longest, 'good']);
  });

  test('may have 2 MiB', async () => {
    const text = JSON.stringify({ models: [] });
    const reply = { body: text.padEnd(MAX_LIST_BYTES, ' ') };
    assert.deepEqual((await listWith(reply)).models, { ids: [], isComplete: true });
  });
});

describe('an answer that is not a list', () => {
  for (const [name, reply, outcome, kind] of [
    ['a 401', { status: 401, body: {} }, 'auth', 'refused'],
    ['a 404', { status: 404, body: 'Not Found' }, 'route_unavailable', 'refused'],
    ['a 429', { status: 429, body: {} }, 'rate_limited', 'refused'],
    ['a 504, which may be charged elsewhere', { status: 504 }, 'unknown', 'gateway-timeout'],
    ['a page', { body: '\n<!DOCTYPE html><title>Dashboard</title>' }, 'bad_reply', 'web-page'],
    ['another shape', { body: { data: [] } }, 'bad_reply', 'not-json'],
    ['words', { body: 'nonsense' }, 'bad_reply', 'not-json'],
    ['a 204', { status: 204 }, 'bad_reply', 'empty'],
    ['a 299', { status: 299 }, 'bad_reply', 'empty'],
    ['a 400', { status: 400 }, 'bad_request', 'refused'],
    ['more than 2 MiB', { body: ' '.repeat(MAX_LIST_BYTES + 1) }, 'bad_reply', 'too-large'],
    [
      'an error of more than 2 MiB',
      { status: 500, body: ' '.repeat(MAX_LIST_BYTES + 1) },
      'bad_reply',
      'too-large',
    ],
  ] as const) {
    // prettier-ignore
    test(`is a free error with its reason: ${name}`, async () => {
      const error = await failureOf(reply);
      assert.ok(error instanceof ReplyError);
      assert.deepEqual([error.outcome, error.charge, error.problem.kind], [outcome, 'no', kind]);
      assert.equal(error.problem.status, 'status' in reply ? reply.status : 200);
      assert.ok(!JSON.stringify(error).includes(KEY) && !error.message.includes(KEY));
    });
  }

  for (const status of [300, 301, 302, 307, 308, 399]) {
    test(`is a redirect that is not followed: ${status}`, async () => {
      const other = await startScriptedGateway({ script: list('models/a') });
      try {
        const error = await failureOf({ status, headers: { location: `${other.origin}/x` } });
        assert.ok(error instanceof ReplyError);
        assert.deepEqual(
          [error.outcome, error.charge, error.problem.kind, error.problem.status],
          ['config', 'no', 'redirect', status],
        );
        assert.equal(other.connections, 0);
      } finally {
        await other.close();
      }
    });
  }
});

describe('a list that does not arrive', () => {
  test('is a broken exchange when the connection ends within it', async () => {
    const cut = { kind: 'cut', how: 'reset', when: 'mid-body', afterBytes: 3 } as const;
    const error = await failureOf({ ...list('models/a'), fault: cut });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual(
      [error.phase, error.receivedBytes, error.code],
      ['receiving', 3, 'ECONNRESET'],
    );
  });

  test('is a broken exchange when the connection ends before it', async () => {
    const cut = { kind: 'cut', how: 'reset', when: 'before-headers' } as const;
    const error = await failureOf({ ...list('models/a'), fault: cut });
    assert.ok(error instanceof BrokenError);
    assert.equal(error.phase, 'waiting');
    assert.ok(error.waitedMs >= 0 && error.waitedMs < 60_000, `${error.waitedMs} ms`);
  });

  test('is a broken exchange after 30 s', async (context) => {
    const timeout = new AbortController();
    const limit = context.mock.method(AbortSignal, 'timeout', () => timeout.signal);
    const gateway = await startScriptedGateway({ script: { fault: { kind: 'silent' } } });
    const listing = listModels(gateway.origin, 'bearer', KEY);
    await gateway.received(1);
    timeout.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    await assert.rejects(listing, (error) => {
      assert.ok(error instanceof BrokenError);
      assert.deepEqual([error.phase, error.code, error.charge], ['waiting', 'ETIMEDOUT', 'maybe']);
      return true;
    });
    assert.deepEqual(limit.mock.calls[0]?.arguments, [30_000]);
    await gateway.close();
  });

  test('is a failure to connect when nothing listens', async () => {
    const gateway = await startScriptedGateway();
    await gateway.close();
    await assert.rejects(listModels(gateway.origin, 'bearer', KEY), ConnectError);
  });

  test('is a failure to connect with an untrusted certificate, whose end is known', async () => {
    const notAfterDate = new Date(Date.now() + 12 * 3_600_000);
    const server = await startRawGateway('', { tls: await loopbackCertificate({ notAfterDate }) });
    await assert.rejects(listModels(server.origin, 'bearer', KEY), (error) => {
      assert.ok(error instanceof ConnectError);
      assert.equal(error.reason, 'tls');
      assert.ok(Math.abs((error.validUntil ?? 0) - +notAfterDate) < 1000);
      return true;
    });
    assert.deepEqual(server.heads, []);
    await server.close();
  });
});
