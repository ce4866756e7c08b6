import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BrokenError, ConnectError, ReplyError, type EaselError } from '../../../src/errors.ts';
import { listModels } from '../../../src/gateway/listModels.ts';
import { startScriptedGateway, type ScriptedReply } from '../../support/gateway/scriptedGateway.ts';

const KEY = 'sk-list-1234';
const list = (...names: readonly string[]): ScriptedReply => ({
  body: { models: names.map((name) => ({ name })) },
});

async function ask(reply: ScriptedReply, auth: 'query' | 'bearer' | 'x-goog-api-key' = 'bearer') {
  const gateway = await startScriptedGateway({ script: reply });
  try {
    const models = await listModels(gateway.origin, auth, KEY);
    return { models, requests: gateway.requests };
  } finally {
    await gateway.close();
  }
}

async function failing(reply: ScriptedReply): Promise<EaselError> {
  try {
    await ask(reply);
  } catch (error) {
    assert.ok(error instanceof ReplyError || error instanceof BrokenError, String(error));
    return error;
  }
  throw new Error('a list came');
}

describe('the list of models', () => {
  test('is asked for once, with the key at the place of the auth style alone', async () => {
    for (const auth of ['query', 'bearer', 'x-goog-api-key'] as const) {
      const { models, requests } = await ask(list('models/a', 'b', 'models/a'), auth);
      assert.deepEqual(models, { ids: ['a', 'b'], isComplete: true });
      assert.equal(requests.length, 1);
      const [{ method, url, headers }] = requests as [(typeof requests)[number]];
      assert.equal(method, 'GET');
      assert.equal(new URL(url, 'http://x').pathname, '/v1beta/models');
      const places = {
        query: new URL(url, 'http://x').searchParams.get('key'),
        bearer: headers.authorization,
        'x-goog-api-key': headers['x-goog-api-key'],
      };
      const value = auth === 'bearer' ? `Bearer ${KEY}` : KEY;
      for (const [place, found] of Object.entries(places)) {
        assert.equal(found ?? undefined, place === auth ? value : undefined, `${auth}: ${place}`);
      }
    }
  });

  test('a list with more pages proves nothing about missing models', async () => {
    const reply = { body: { models: [{ name: 'models/a' }], nextPageToken: 'next' } };
    assert.deepEqual((await ask(reply)).models, { ids: ['a'], isComplete: false });
  });

  test('keeps its good entries', async () => {
    const reply = {
      body: { models: [null, 7, {}, { name: '' }, { name: 'x'.repeat(201) }, { name: 'good' }] },
    };
    assert.deepEqual((await ask(reply)).models.ids, ['good']);
  });

  test('is refused with a typed error that costs nothing', async () => {
    const cases: readonly (readonly [ScriptedReply, string])[] = [
      [{ status: 401, body: {} }, 'auth'],
      [{ status: 404, body: 'Not Found' }, 'route_unavailable'],
      [{ status: 429, body: {} }, 'rate_limited'],
      [{ body: '<!DOCTYPE html><title>Dashboard</title>' }, 'bad_reply'],
      [{ body: { data: [] } }, 'bad_reply'],
      [{ body: 'nonsense' }, 'bad_reply'],
      [{ status: 204 }, 'bad_reply'],
      [{ body: ' '.repeat((2 << 20) + 1) }, 'bad_reply'],
    ];
    for (const [reply, outcome] of cases) {
      const error = await failing(reply);
      assert.deepEqual([error.outcome, error.charge], [outcome, 'no']);
      assert.ok(!JSON.stringify(error).includes(KEY) && !error.message.includes(KEY));
    }
  });

  test('follows no redirect', async () => {
    const other = await startScriptedGateway({ script: list('models/a') });
    try {
      const error = await failing({ status: 302, headers: { location: `${other.origin}/x` } });
      assert.equal(error.outcome, 'config');
      assert.equal(other.connections, 0);
    } finally {
      await other.close();
    }
  });

  test('that breaks off, or a host that is not there, is an error too', async () => {
    const cut = { fault: { kind: 'cut', how: 'reset', when: 'mid-body', afterBytes: 3 } } as const;
    assert.ok((await failing({ ...list('models/a'), ...cut })) instanceof BrokenError);
    const gateway = await startScriptedGateway();
    await gateway.close();
    await assert.rejects(listModels(gateway.origin, 'bearer', KEY), ConnectError);
  });
});
