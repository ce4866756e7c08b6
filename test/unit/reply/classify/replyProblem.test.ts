import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { png } from '../../../support/image/images.ts';
import { feedBody, type Fed } from '../../../support/gateway/feed.ts';
import { google, newApi, turn } from '../../../support/gateway/replyJson.ts';

type Rest = Omit<Fed, 'chunks'>;

async function problemOf(body: unknown, rest: Rest = {}) {
  const { reply } = await feedBody(body, rest);
  assert.deepEqual(reply.images, []);
  assert.ok(reply.problem);
  return reply.problem;
}

describe('the facts of a problem', () => {
  it('are what the gateway states, without the request id in its message', async () => {
    const error = newApi('模型不可用', 'get_channel_failed');
    assert.deepEqual(await problemOf(error, { status: 500 }), {
      kind: 'refused',
      outcome: 'route_unavailable',
      charge: 'no',
      status: 500,
      code: 'get_channel_failed',
      gatewayText: '模型不可用',
      requestId: '20261120120000abcdef',
    });
  });

  it('name the reason of ErrorInfo before the code', async () => {
    const error = google(400, 'INVALID_ARGUMENT', 'x', { reason: 'API_KEY_INVALID' });
    assert.equal((await problemOf(error, { status: 400 })).code, 'API_KEY_INVALID');
  });

  it('name the request id of the most specific header before that of the message', async () => {
    const headers: Record<string, string> = {};
    for (const name of ['cf-ray', 'x-request-id', 'x-oneapi-request-id']) {
      headers[name] = `id-of-${name}`;
      const { requestId } = await problemOf(newApi('x'), { status: 500, headers });
      assert.equal(requestId, `id-of-${name}`);
    }
  });

  it('name where a redirect leads by its host only', async () => {
    const hostOf = async (location?: string): Promise<string | undefined> => {
      const { host, outcome, charge } = await problemOf('', { status: 302, headers: { location } });
      assert.deepEqual([outcome, charge], ['config', 'no']);
      return host;
    };
    assert.equal(await hostOf('https://other.example:8443/x?key=secret'), 'other.example:8443');
    assert.equal(await hostOf('/login'), 'gateway.example');
    assert.equal(await hostOf('http://'), undefined);
    assert.equal(await hostOf(), undefined);
  });

  it('do not call 304 a redirect', async () => {
    assert.equal((await problemOf('', { status: 304 })).kind, 'empty');
    assert.equal((await problemOf('', { status: 399 })).kind, 'redirect');
    assert.equal((await problemOf('', { status: 400 })).kind, 'refused');
  });

  it('tell a bot check that needs a browser from a page', async () => {
    const headers = { 'cf-mitigated': 'challenge' };
    assert.equal((await problemOf('<html>', { status: 403, headers })).kind, 'bot-wall');
    assert.equal((await problemOf('<html>', { status: 403 })).kind, 'web-page');
    assert.equal((await problemOf('<html>', { status: 200 })).kind, 'web-page');
  });

  for (const encoding of ['zstd', 'gzip, gzip', 'br,br', 'utf-8', 'aws-chunked', 'gzip']) {
    it(`don't depend on the content encoding ${encoding} of a body that is plain`, async () => {
      const headers = { 'content-encoding': encoding };
      assert.equal((await problemOf('{}', { headers })).kind, 'empty');
      assert.equal((await problemOf(turn([{ text: 'No.' }]), { headers })).kind, 'text-only');
    });
  }

  it('refuse a body that does not continue as the encoding it began with', async () => {
    const body = Buffer.concat([gzipSync('{}').subarray(0, 10), Buffer.alloc(50, 0xff)]);
    assert.equal((await problemOf(body)).kind, 'not-json');
  });
});

describe("the gateway's text in a problem", () => {
  const KEY = 'KEY-KEY-KEY';
  const redact = (text: string): string => text.replaceAll(KEY, '…');
  /** Every place of a reply from which a problem takes text. */
  const places: Readonly<Record<string, (text: string) => { body: unknown; status?: number }>> = {
    'an error': (text) => ({ status: 500, body: { error: { message: text } } }),
    'plain text': (text) => ({ status: 503, body: text }),
    "a blocked prompt's message": (text) => ({
      body: { promptFeedback: { blockReason: 'SAFETY', blockReasonMessage: text } },
    }),
    "a blocked candidate's words": (text) => ({ body: turn([{ text }], 'IMAGE_SAFETY') }),
    "a blocked candidate's message": (text) => ({
      body: { candidates: [{ finishReason: 'IMAGE_SAFETY', finishMessage: text }] },
    }),
    'words instead of an image': (text) => ({ body: turn([{ text }]) }),
    "a turn's message": (text) => ({
      body: { candidates: [{ finishReason: 'NO_IMAGE', finishMessage: text }] },
    }),
  };
  for (const [place, replyWith] of Object.entries(places)) {
    it(`from ${place} loses the key before it is shortened`, async () => {
      const { body, ...rest } = replyWith(`${'x'.repeat(295)}${KEY}yyyyyyyy`);
      const { gatewayText } = await problemOf(body, { ...rest, redact });
      assert.equal(gatewayText, `${'x'.repeat(295)}…yyyy`);
    });

    it(`from ${place} is left out when it is HTML`, async () => {
      const { body, ...rest } = replyWith('Sorry <HTML><body>no</body>');
      assert.equal((await problemOf(body, rest)).gatewayText, undefined);
    });
  }

  it('loses the images in it', async () => {
    const base64 = Buffer.from(png()).subarray(0, 50).toString('base64');
    const text = `Here ![a](data:image/png;base64,${base64}) it is`;
    const { gatewayText } = await problemOf(turn([{ text }], 'IMAGE_SAFETY'));
    assert.equal(gatewayText, 'Here  it is');
  });

  it('does not end in half a character', async () => {
    const { gatewayText } = await problemOf(newApi(`${'x'.repeat(299)}😀`), { status: 500 });
    assert.equal(gatewayText, 'x'.repeat(299));
  });
});
