import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuthStyle } from '../../../src/catalog/gateways.ts';
import { detectAuth, type Detection } from '../../../src/gateway/detectAuth.ts';
import {
  startScriptedGateway,
  type RecordedRequest,
  type ScriptedGateway,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';

const KEY = 'sk-canary-0123456789abcdef';
const STYLES: readonly AuthStyle[] = ['x-goog-api-key', 'bearer', 'query'];
const LIST: ScriptedReply = { body: { models: [{ name: 'models/a' }, { name: 'models/b' }] } };

/** Where a request has the key; `none` if it has none. */
function styleOf({ url, headers }: RecordedRequest): AuthStyle {
  if (headers.authorization === `Bearer ${KEY}`) return 'bearer';
  if (headers['x-goog-api-key'] === KEY) return 'x-goog-api-key';
  return new URL(url, 'http://x').searchParams.get('key') === KEY ? 'query' : 'none';
}

async function detect(
  answer: (style: AuthStyle) => ScriptedReply,
  { hasKey = true, path = '', signal = new AbortController().signal } = {},
): Promise<{ detection: Detection; styles: readonly AuthStyle[]; gateway: ScriptedGateway }> {
  const gateway = await startScriptedGateway({ script: (request) => answer(styleOf(request)) });
  try {
    const address = { baseUrl: gateway.origin + path };
    const key = hasKey ? KEY : undefined;
    const detection = await detectAuth({ address, key, candidates: STYLES, signal });
    return { detection, styles: gateway.requests.map(styleOf), gateway };
  } finally {
    await gateway.close();
  }
}

for (const [index, style] of STYLES.entries()) {
  test(`finds the style ${style}, in a safe order, with free requests only`, async () => {
    const { detection, styles, gateway } = await detect((one) =>
      one === style ? LIST : { status: 401, body: {} },
    );
    assert.ok(detection.kind === 'works');
    assert.deepEqual([detection.auth, detection.list.ids], [style, ['a', 'b']]);
    assert.deepEqual(styles, ['none', ...STYLES.slice(0, index + 1)]);
    for (const { method, url } of gateway.requests) {
      assert.equal(method, 'GET');
      assert.match(url, /^\/v1beta\/models\?/);
    }
  });
}

test('a list that comes without a key says nothing about keys, and the key is not sent', async () => {
  const { detection, styles } = await detect(() => LIST);
  assert.equal(detection.kind, 'open');
  assert.deepEqual(styles, ['none']);
});

for (const status of [400, 401, 403]) {
  test(`a key that is refused with ${status} in every style is named as refused`, async () => {
    const { detection, styles } = await detect(() => ({ status, body: {} }));
    assert.deepEqual(detection, { kind: 'rejected', status });
    assert.deepEqual(styles, ['none', ...STYLES]);
  });
}

for (const [what, reply, expected] of [
  ['answers 404', { status: 404, body: 'no' }, { kind: 'no-list', status: 404 }],
  [
    'redirects',
    { status: 302, headers: { location: 'https://evil.example' } },
    { kind: 'no-list', status: 302 },
  ],
  ['sends a web page', { body: '<!doctype html>' }, { kind: 'no-list', status: 200 }],
  ['is down', { status: 503, body: {} }, { kind: 'no-list', status: 503 }],
] as const) {
  test(`a host that ${what} never sees the key`, async () => {
    const { detection, styles } = await detect(() => reply);
    assert.deepEqual(detection, expected);
    assert.deepEqual(styles, ['none']);
  });
}

test('a redirect after the key was asked for is not followed', async () => {
  const other = await startScriptedGateway({ script: LIST });
  try {
    const { detection } = await detect((style) =>
      style === 'none'
        ? { status: 401, body: {} }
        : { status: 307, headers: { location: `${other.origin}/v1beta/models` } },
    );
    assert.deepEqual(detection, { kind: 'no-list', status: 307 });
    assert.equal(other.connections, 0);
  } finally {
    await other.close();
  }
});

test('a host that wants a key says so to a user without one', async () => {
  const { detection, styles } = await detect(() => ({ status: 401, body: {} }), { hasKey: false });
  assert.deepEqual(detection, { kind: 'rejected', status: 401 });
  assert.deepEqual(styles, ['none']);
});

test('a host that does not answer is named with the reason', async () => {
  const gateway = await startScriptedGateway();
  await gateway.close();
  const { signal } = new AbortController();
  const address = { baseUrl: gateway.origin };
  const detection = await detectAuth({ address, key: KEY, candidates: STYLES, signal });
  assert.deepEqual(detection, { kind: 'unreachable', code: 'ECONNREFUSED' });
});

test('nothing more is sent after the user dismissed the question', async () => {
  const stop = new AbortController();
  const { styles } = await detect(
    () => {
      stop.abort();
      return { status: 401, body: {} };
    },
    { signal: stop.signal },
  );
  assert.deepEqual(styles, ['none']);
});

test('report-D6 Vertex AI has no list, so nothing is sent', async () => {
  const gateway = await startScriptedGateway({ script: LIST });
  try {
    const { signal } = new AbortController();
    const address = { baseUrl: gateway.origin, api: 'vertex' } as const;
    const detection = await detectAuth({ address, key: KEY, candidates: STYLES, signal });
    assert.deepEqual(detection, { kind: 'no-list' });
    assert.equal(gateway.connections, 0);
  } finally {
    await gateway.close();
  }
});
