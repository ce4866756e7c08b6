/** Addresses without a host: gateways that store images themselves write them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { imageLinks, resolveWebUrl } from '../../../../src/reply/hosted/links.ts';
import { readReply } from '../../../../src/reply/readReply.ts';
import { memoryStore } from '../../../support/memoryStore.ts';
import { turn } from '../../../support/gateway/replyJson.ts';

const ORIGIN = 'https://gw.example.com';

/** Reads a reply, and returns the addresses that it would download. */
async function wanted(body: unknown, origin = ORIGIN): Promise<string[]> {
  const urls: string[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(body));
  }
  await readReply(
    { status: 200, headers: {}, body: bytes() },
    {
      host: 'gw.example.com',
      origin,
      store: memoryStore(),
      now: () => 0,
      signal: new AbortController().signal,
      download: async (url) => {
        urls.push(url);
        return { ok: false, why: 'status', host: '' };
      },
    },
  );
  return urls;
}

describe('a text', () => {
  for (const [text, url] of [
    ['![i](/images/a.png)', `${ORIGIN}/images/a.png`],
    ['![i](/images/a)', `${ORIGIN}/images/a`],
    ['![i](./files/x.png)', `${ORIGIN}/files/x.png`],
    ['![i](../files/x.png)', `${ORIGIN}/files/x.png`],
    ['![i](//cdn.example.com/x.png)', 'https://cdn.example.com/x.png'],
    ['![i](files/x.png)', `${ORIGIN}/files/x.png`],
    ['![i](files/x.png?t=1)', `${ORIGIN}/files/x.png?t=1`],
    ['![i](</images/a.png>)', `${ORIGIN}/images/a.png`],
    ['![i](/images/a.png "A cat")', `${ORIGIN}/images/a.png`],
    ['Here: <img src="/images/a.png?x=1&amp;y=2">', `${ORIGIN}/images/a.png?x=1&y=2`],
    ["<img alt=a src='./a.webp'>", `${ORIGIN}/a.webp`],
    ['[Download](/images/a.png)', `${ORIGIN}/images/a.png`],
    ['  /images/a.png\n', `${ORIGIN}/images/a.png`],
    ['![i](/\\evil.example/a.png)', 'https://evil.example/a.png'],
  ] as const) {
    test(`report-B5 with ${text.trim()} delivers ${url}`, () => {
      assert.deepEqual(imageLinks(text, ORIGIN), [url]);
      assert.notDeepEqual(imageLinks(text), [url], 'without an origin, it is no address');
    });
  }

  for (const text of [
    '![i](image.png)',
    '![i](#top)',
    '![i](?x=1)',
    '![i](sandbox:/mnt/data/a.png)',
    '![i](attachment://a.png)',
    '![i](C:\\images\\a.png)',
    '![i](src/)',
    '[Read more](/docs/usage) and more',
    'See /images/a.png and /images/b.png for more.',
    '/images/a',
    'and/or',
    `![i](/${'a'.repeat(9000)}.png)`,
  ]) {
    test(`report-B5 with ${text.slice(0, 40)} delivers nothing`, () => {
      assert.deepEqual(imageLinks(text, ORIGIN), []);
    });
  }

  test('report-B5 with an absolute address delivers that', () => {
    const text = '![i](https://cdn.example.com/a.png)';
    assert.deepEqual(imageLinks(text, ORIGIN), imageLinks(text));
  });
});

describe('a field', () => {
  const chat = (url: unknown) => ({
    choices: [{ message: { content: [{ type: 'image_url', image_url: url }] } }],
  });
  for (const [name, body] of [
    ["OpenAI's image_url", chat({ url: '/v1/files/x.png' })],
    ["OpenAI's image_url as a text", chat('/v1/files/x.png')],
    [
      "OpenAI's images",
      { choices: [{ message: { images: [{ image_url: { url: '/v1/files/x.png' } }] } }] },
    ],
    ["OpenAI's url", { data: [{ url: '/v1/files/x.png' }] }],
    ['fileData', turn([{ fileData: { fileUri: '/v1/files/x.png' } }])],
    ['fileData in snake case', turn([{ file_data: { file_uri: './v1/files/x.png' } }])],
    ['a text', turn([{ text: '![i](/v1/files/x.png)' }])],
    ['a finished task', { id: 't1', status: 'succeeded', output: ['/v1/files/x.png'] }],
  ] as const) {
    // prettier-ignore
    test(`report-B5 of ${name} is resolved against the gateway's origin`, async () => {
      assert.deepEqual(await wanted(body), [`${ORIGIN}/v1/files/x.png`]);
    });
  }

  test('report-B5 is resolved with the scheme and port of the gateway', async () => {
    const body = turn([{ text: '![i](//cdn.example.com/a.png) ![j](/b.png)' }]);
    assert.deepEqual(await wanted(body, 'http://192.168.1.5:3000'), [
      'http://cdn.example.com/a.png',
      'http://192.168.1.5:3000/b.png',
    ]);
  });

  test('report-B5 that is no address stays none', () => {
    for (const text of ['', 'files/abc123', 'gs://bucket/a.png', 'a b/c.png', '/', '.', '..']) {
      const found = resolveWebUrl(text, ORIGIN);
      assert.equal(found, undefined, text);
    }
  });
});
