/** Every request of Easel names its sender: content networks answer 403 to a request without User-Agent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listModels } from '../../../src/gateway/listModels.ts';
import { post } from '../../../src/gateway/post.ts';
import { hostedDownload } from '../../../src/reply/hosted/download.ts';
import { USER_AGENT } from '../../../src/version.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type RecordedRequest,
  type Script,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';
import { GENEROUS } from '../../support/gateway/postRig.ts';
import { png } from '../../support/image/images.ts';
import { memoryStore } from '../../support/memoryStore.ts';

const PNG = Buffer.from(png());
const FILE = { headers: { 'content-type': 'image/png' }, body: PNG };
const WALL = { status: 403, body: 'error code: 1010' };
const signal = new AbortController().signal;

async function withGateway(script: Script, work: (gateway: ScriptedGateway) => Promise<void>) {
  const gateway = await startScriptedGateway({ script });
  try {
    await work(gateway);
  } finally {
    await gateway.close();
  }
}

/** Answers like Cloudflare's browser integrity check: 403 to a request that doesn't name its sender. */
const checked =
  (answer: object): Script =>
  ({ headers }: RecordedRequest) =>
    headers['user-agent'] === USER_AGENT ? answer : WALL;

async function send(origin: string, headers: Readonly<Record<string, string>> = {}) {
  const url = new URL(`${origin}/v1beta/models/m:generateContent`);
  const body = async function* () {
    yield Buffer.from('{}');
  };
  const reply = await post(
    { url, headers, contentLength: 2, body },
    { deadlines: GENEROUS, signal },
  );
  reply.close();
  return reply.status;
}

describe('a gateway that wants to know its caller', () => {
  test('report-A5 accepts the paid POST', async () => {
    await withGateway(checked(inlineDataReply(PNG)), async ({ origin }) => {
      assert.equal(await send(origin), 200);
    });
  });

  test('report-A5 lists its models', async () => {
    const list = { body: { models: [{ name: 'models/a' }] } };
    await withGateway(checked(list), async ({ origin }) => {
      assert.deepEqual((await listModels(origin, 'none', undefined)).ids, ['a']);
    });
  });

  test('report-A5 delivers a hosted file, after a redirect too', async () => {
    await withGateway([], async (gateway) => {
      const file = gateway.host('/b.png', FILE);
      const url = gateway.host('/a.png', { status: 302, headers: { location: file } });
      const download = hostedDownload({ gatewayOrigin: gateway.origin, delaysMs: [0] });
      const result = await download(url, memoryStore(), signal);
      assert.ok(result.ok);
      await result.sink.discard();
      const agents = gateway.downloads.map(({ headers }) => headers['user-agent']);
      assert.deepEqual(agents, [USER_AGENT, USER_AGENT]);
    });
  });

  for (const name of ['user-agent', 'User-Agent']) {
    test(`gets the ${name} of the gateway's own settings instead`, async () => {
      await withGateway(inlineDataReply(PNG), async (gateway) => {
        await send(gateway.origin, { [name]: 'Studio/7' });
        const sent = gateway.requests[0]?.rawHeaders ?? [];
        const at = sent.findIndex((one) => one.toLowerCase() === 'user-agent');
        assert.equal(sent[at + 1], 'Studio/7');
        assert.equal(sent.filter((one) => one.toLowerCase() === 'user-agent').length, 1);
      });
    });
  }
});

describe('a file that is refused with 403', () => {
  const xml = (text: string) => `<?xml version="1.0"?><Error><Code>AccessDenied</Code>${text}`;
  for (const [name, why, reply] of [
    ["Cloudflare's code 1010", 'bot-wall', WALL],
    ["Cloudflare's code 1020", 'bot-wall', { status: 403, body: 'error code: 1020\n' }],
    [
      'a challenge header',
      'bot-wall',
      { status: 403, headers: { 'cf-mitigated': 'challenge' }, body: '' },
    ],
    [
      'a challenge under 503',
      'bot-wall',
      { status: 503, headers: { 'cf-mitigated': 'challenge' }, body: '' },
    ],
    [
      'a challenge page',
      'bot-wall',
      { status: 403, body: '<!DOCTYPE html><html><head><title>Just a moment...</title>' },
    ],
    ['an expired signature', 'gone', { status: 403, body: xml('<Message>Request has expired') }],
    ['no reason', 'forbidden', { status: 403, body: '' }],
    ['a reason of its own', 'forbidden', { status: 403, body: xml('<Message>Access Denied') }],
    ['an endless body', 'forbidden', { status: 403, body: 'x'.repeat(10_000) }],
  ] as const) {
    test(`report-A5 by ${name} is ${why}`, async () => {
      await withGateway([], async (gateway) => {
        const url = gateway.host('/a.png', reply);
        const download = hostedDownload({ gatewayOrigin: gateway.origin, delaysMs: [0, 0] });
        const result = await download(url, memoryStore(), signal);
        assert.ok(!result.ok);
        assert.equal(result.why, why);
        assert.equal(gateway.downloads.length, 1, 'not tried again');
      });
    });
  }
});
