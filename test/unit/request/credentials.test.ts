import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import { CheckError } from '../../../src/errors.ts';
import { readCredentials } from '../../../src/request/credentials.ts';
import { endpoint } from '../../../src/request/endpoint.ts';

const OWN = {
  id: 'own',
  baseUrl: 'https://own.example',
  headers: { 'x-team': 'blue', 'x-secret': 'Basic ${secret}', 'X-Other': '${secret}' },
};

function own(changes: object = {}) {
  return findGateway('own', listGateways([{ ...OWN, ...changes }]));
}

test('report-D4 each header gets its own secret, and all secrets are known for redaction', async () => {
  const keyFor = async ({ header = 'key' }) => `value-of-${header}$&`;
  const { key, headers, secrets } = await readCredentials(own(), keyFor);
  assert.equal(key, 'value-of-key$&');
  assert.deepEqual(headers, {
    'x-team': 'blue',
    'x-secret': 'Basic value-of-x-secret$&',
    'x-other': 'value-of-x-other$&',
  });
  assert.deepEqual(secrets, ['value-of-key$&', 'value-of-x-secret$&', 'value-of-x-other$&']);
});

test('report-D4 a secret that is missing, or unfit for a header, is named before anything is sent', async () => {
  for (const [value, problem] of [
    [undefined, { kind: 'no-secret', host: 'own.example', header: 'x-secret' }],
    ['a\r\nb', { kind: 'bad-key', position: 2, isHeader: true }],
  ] as const) {
    await assert.rejects(
      readCredentials(own(), async ({ header }) => (header === undefined ? 'sk-1234' : value)),
      (error) => {
        assert.ok(error instanceof CheckError);
        assert.deepEqual(error.problem, problem);
        assert.equal(error.outcome, 'auth');
        return true;
      },
    );
  }
});

test('report-D5 an entry without a key asks for none', async () => {
  const asked: unknown[] = [];
  const { key, secrets } = await readCredentials(
    own({ auth: 'none', headers: {} }),
    async (owner) => {
      asked.push(owner);
      return 'never';
    },
  );
  assert.deepEqual([key, secrets, asked], [undefined, [], []]);
});

test('report-D4 headers of an entry override neither the key nor the body’s own headers', () => {
  const { headers } = endpoint({
    baseUrl: 'https://own.example',
    auth: 'x-goog-api-key',
    modelId: 'm',
    key: 'sk-1234',
    // No entry can have these: the endpoint holds even if one could.
    extraHeaders: { 'x-team': 'blue', 'x-goog-api-key': 'other', 'content-type': 'text/plain' },
  });
  assert.equal(headers['x-goog-api-key'], 'sk-1234');
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(headers['x-team'], 'blue');
});

test('report-D6 Vertex AI has its models under their publisher, with the key in either place', () => {
  const at = (modelId: string, auth: 'query' | 'x-goog-api-key' = 'x-goog-api-key') =>
    endpoint({
      baseUrl: 'https://aiplatform.googleapis.com',
      auth,
      api: 'vertex',
      modelId,
      key: 'AQ.Ab8',
    });
  const path = 'https://aiplatform.googleapis.com/v1/publishers/google/models/';
  for (const id of ['gemini-x', 'models/gemini-x', 'publishers/google/models/gemini-x']) {
    assert.equal(at(id).url.href, `${path}gemini-x:generateContent`);
  }
  assert.equal(at('m').headers['x-goog-api-key'], 'AQ.Ab8');
  assert.equal(at('m', 'query').url.href, `${path}m:generateContent?key=AQ.Ab8`);
  assert.equal(at('m', 'query').headers['x-goog-api-key'], undefined);
});
