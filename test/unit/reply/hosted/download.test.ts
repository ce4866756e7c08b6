import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { allowedHostedUrl } from '../../../../src/reply/hosted/allowedUrl.ts';
import { hostedDownload, type HostedOptions } from '../../../../src/reply/hosted/download.ts';
import { PRIVATE_ADDRESS, publicLookup } from '../../../../src/reply/hosted/publicLookup.ts';
import type { Download } from '../../../../src/reply/types.ts';
import { png } from '../../../support/image/images.ts';
import { feedBody } from '../../../support/gateway/feed.ts';
import { memoryStore, type MemoryStore } from '../../../support/memoryStore.ts';

const GATEWAY = 'https://gateway.example';

const REFUSED = [
  'http://files.example/a.png', 'ftp://files.example/a.png', 'file:///etc/passwd', 'gs://bucket/a.png',
  'data:image/png;base64,AAAA', 'javascript:alert(1)', '//files.example/a.png', '/a.png', '', 'https://',
  'https://user@files.example/a.png', 'https://user:secret@files.example/a.png', 'https://:x@files.example/',
  'https://127.0.0.1/a.png', 'https://127.1/a.png', 'https://127.0.1/', 'https://2130706433/', 'https://0x7f000001/',
  'https://0x7f.0.0.1/', 'https://0177.0.0.1/', 'https://017700000001/', 'https://127.0.0.1./', 'https://127.255.255.254/',
  'https://１２７.０.０.１/', 'https://127。0。0。1/', 'https://%31%32%37.0.0.1/', 'https://0/', 'https://0.0.0.0/', 'https://0.1.2.3/',
  'https://10.0.0.1/', 'https://10.255.255.255/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/', 'https://0xa9fea9fe/', 'https://2852039166/', 'https://100.64.0.1/',
  'https://100.127.255.255/', 'https://192.0.0.1/', 'https://198.18.0.1/', 'https://198.19.255.255/', 'https://224.0.0.1/',
  'https://239.255.255.255/', 'https://240.0.0.1/', 'https://255.255.255.255/',
  'https://[::]/', 'https://[::1]/', 'https://[0:0:0:0:0:0:0:1]/', 'https://[::127.0.0.1]/', 'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/', 'https://[::ffff:8.8.8.8]/', 'https://[::ffff:0:127.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://[64:ff9b::8.8.8.8]/',
  'https://[64:ff9b:1::1]/', 'https://[2002:7f00:1::]/', 'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
  'https://[fc00::1]/', 'https://[fd12:3456:789a::1]/', 'https://[fe80::1]/', 'https://[febf::1]/', 'https://[fec0::1]/',
  'https://[ff02::1]/', 'https://localhost/', 'https://LOCALHOST/', 'https://localhost./', 'https://a.localhost/', 'https://printer/',
  'https://nas.local/', 'https://metadata.google.internal/', 'https://router.lan/', 'https:\\\\127.0.0.1\\a.png',
  'https://googleusercontent.com/image_generation_content/0', 'http://googleusercontent.com/image_generation_content/0',
  'https://lh3.googleusercontent.com/image_generation_content/12', `https://files.example/${'a'.repeat(9000)}`,
]; // prettier-ignore

const ALLOWED = [
  // A backslash ends the host for the one parser that is used.
  'https://files.example\\@127.0.0.1@/',
  'https://files.example/a.png', 'https://files.example:8443/a?token=1#x', 'https://8.8.8.8/a.png', 'https://172.32.0.1/',
  'https://100.128.0.1/', 'https://[2606:4700::1111]/', 'https://FILES.example/a', 'https://bücher.example/a.png',
  'https://lh3.googleusercontent.com/a.png', 'https://127.0.0.1.nip.io/', 'https://gateway.example/files/1',
]; // prettier-ignore

describe('where a hosted image may lie', () => {
  for (const url of REFUSED) {
    it(`not at ${url.slice(0, 60)}`, () => {
      assert.equal(allowedHostedUrl(url, GATEWAY), undefined);
    });
  }
  for (const url of ALLOWED) {
    it(`at ${url}`, () => {
      assert.ok(allowedHostedUrl(url, GATEWAY) instanceof URL);
    });
  }
  it("at the gateway's own origin, also a private one without TLS, and at that origin only", () => {
    const own = 'http://192.168.1.5:3000';
    assert.ok(allowedHostedUrl(`${own}/a.png`, own) instanceof URL);
    for (const other of [
      'http://192.168.1.5:3001/a',
      'https://192.168.1.5:3000/a',
      'http://u@192.168.1.5:3000/a',
    ])
      assert.equal(allowedHostedUrl(other, own), undefined);
  });
});

describe('the lookup of a socket', () => {
  const ask = (addresses: readonly string[], all = true): Promise<unknown> =>
    new Promise((resolve) => {
      const resolver = async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      publicLookup(resolver)('files.example', { all }, (error, found) => {
        resolve(error?.code ?? found);
      });
    });

  it('gives the addresses it checked', async () => {
    assert.deepEqual(await ask(['8.8.8.8', '2606:4700::1']), [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
    assert.equal(await ask(['8.8.8.8'], false), '8.8.8.8');
  });
  it('refuses a name if any address leads inward, or none is known', async () => {
    for (const inner of [
      '127.0.0.1',
      '10.0.0.1',
      '::1',
      'fe80::1%eth0',
      '::ffff:8.8.8.8',
      'nonsense',
    ])
      assert.equal(await ask(['8.8.8.8', inner]), PRIVATE_ADDRESS);
    assert.equal(await ask([]), PRIVATE_ADDRESS);
  });
  it('is asked for every connection, so a name that changes its answer gains nothing', async () => {
    let connections = 0;
    const inner = createServer(() => undefined).on('connection', () => connections++);
    await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
    const { port } = inner.address() as AddressInfo;
    const answers = ['8.8.8.8', '127.0.0.1', '127.0.0.1'];
    const lookup = publicLookup(async () => [
      { address: answers.shift() ?? '127.0.0.1', family: 4 },
    ]);
    // The first answer was looked at by someone else; the connection gets the second.
    await new Promise((resolve) => {
      lookup('files.example', { all: true }, resolve);
    });
    const code = await new Promise((resolve) => {
      connect({ host: 'files.example', port, lookup })
        .on('error', (error: NodeJS.ErrnoException) => {
          resolve(error.code);
        })
        .on('connect', resolve);
    });
    assert.deepEqual([code, connections], [PRIVATE_ADDRESS, 0]);
    inner.close();
  });
});

describe('fetching a hosted image', () => {
  const PNG = Buffer.from(png());
  type Answer = (request: IncomingMessage, response: ServerResponse) => void;
  let answers: Answer[] = [];
  let asked: IncomingMessage[] = [];
  let origin = '';
  const server = createServer((request, response) => {
    asked.push(request);
    (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const answer =
    (
      status: number,
      body: Uint8Array | string = '',
      headers: Record<string, string> = {},
    ): Answer =>
    (_, response) => {
      response.writeHead(status, headers).end(body);
    };

  async function fetched(
    given: readonly Answer[],
    options: Partial<HostedOptions> = {},
    signal = new AbortController().signal,
  ): Promise<{ result: Download; store: MemoryStore }> {
    answers = [...given];
    asked = [];
    const store = memoryStore();
    const download = hostedDownload({ gatewayOrigin: origin, delaysMs: [0, 1, 2, 4], ...options });
    const result = await download(`${origin}/a.png`, store, signal);
    assert.equal(store.payloads.filter(({ state }) => state === 'open').length, result.ok ? 1 : 0);
    return { result, store };
  }
  const why = async (...given: Parameters<typeof fetched>): Promise<string> => {
    const { result } = await fetched(...given);
    return result.ok ? 'ok' : `${result.why} after ${asked.length}`;
  };

  it('gives a whole image by its bytes, and sends nothing secret', async () => {
    const { result, store } = await fetched([answer(200, PNG, { 'content-type': 'text/html' })]);
    assert.ok(result.ok);
    assert.equal(result.image.facts.type, 'png');
    await result.sink.close();
    assert.deepEqual(store.payloads[0]?.bytes, PNG);
    const { authorization, cookie, referer } = asked[0]?.headers ?? {};
    assert.deepEqual([authorization, cookie, referer], [undefined, undefined, undefined]);
    assert.equal(asked[0]?.url?.includes('key'), false);
  });
  it('gives an image that lies at two addresses once', async () => {
    answers = [answer(200, PNG)];
    asked = [];
    const text = `![a](${origin}/a.png) ![b](${origin}/b.png)`;
    const { reply, store } = await feedBody(
      { candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] },
      { download: hostedDownload({ gatewayOrigin: origin }) },
    );
    assert.deepEqual([reply.images.length, asked.length], [1, 2]);
    const states = store.payloads.map(({ state }) => state);
    assert.deepEqual(states, ['closed', 'discarded']);
  });
  it('tries again where a store is late or fails', async () => {
    assert.equal(await why([answer(404), answer(503), answer(200, PNG)]), 'ok');
    assert.equal(await why([answer(404)]), 'status after 4');
    assert.equal(await why([answer(200, PNG.subarray(0, 60)), answer(200, PNG)]), 'ok');
    assert.equal(await why([answer(200, PNG.subarray(0, 60))]), 'broken-image after 4');
    const hasty: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': PNG.length + 100 }).write(PNG);
      setTimeout(() => response.destroy(), 20);
    };
    assert.equal(await why([hasty]), 'ok', 'a wrong length: the bytes say that all is here');
    const reset: Answer = (request) => request.socket.destroy();
    assert.equal(await why([reset, answer(200, PNG)]), 'ok');
  });
  it('stops where trying again cannot help', async () => {
    assert.equal(await why([answer(403)]), 'gone after 1');
    assert.equal(await why([answer(410)]), 'gone after 1');
    assert.equal(await why([answer(401)]), 'status after 1');
    assert.equal(await why([answer(200, '<!doctype html>'.padEnd(200))]), 'not-an-image after 1');
    assert.equal(await why([answer(200, PNG)], { maxBytes: 50 }), 'too-large after 1');
    assert.equal(
      await why([answer(200, PNG, { 'content-encoding': 'zstd' })]),
      'not-an-image after 1',
    );
  });
  it('follows redirects, each of them checked', async () => {
    const to = (location: string): Answer => answer(302, '', { location });
    assert.equal(await why([to('/b.png'), answer(200, PNG)]), 'ok');
    assert.equal(await why([to('/again')]), 'status after 6');
    for (const target of [
      'http://169.254.169.254/',
      'https://localhost/',
      'file:///etc/passwd',
      'http://127.0.0.1:1/',
      'https://[::1]/',
      'http://',
    ]) {
      // prettier-ignore
      assert.equal(await why([to(target)]), 'refused-address after 1');
    }
  });
  it('refuses a public name that leads inward', async () => {
    const resolve = async (): Promise<{ address: string; family: number }[]> => [
      { address: '127.0.0.1', family: 4 },
    ];
    const toName = answer(302, '', { location: 'https://files.example/a.png' });
    assert.equal(await why([toName], { resolve }), 'refused-address after 1');
  });
  it('does not wait for ever', async () => {
    const silent: Answer = () => undefined;
    assert.equal(await why([silent], { idleMs: 30, delaysMs: [0] }), 'network after 1');
    assert.equal(await why([silent], { totalMs: 50 }), 'network after 1');
  });
  it('ends with the deadline of its run, and after it asks for nothing', async () => {
    const end = new AbortController();
    const ending: Answer = () => {
      end.abort();
    };
    const { signal: deadline } = end;
    assert.equal(await why([ending], { deadline }), 'network after 1');
    assert.equal(await why([answer(200, PNG)], { deadline }), 'network after 0');
  });
  it('stops when the user stops it', async () => {
    const stop = new AbortController();
    const stopping: Answer = () => {
      stop.abort();
    };
    assert.equal(await why([stopping], {}, stop.signal), 'stopped after 1');
  });

  it('is what a reply that only points to its image comes to', async () => {
    const turn = (text: string): object => ({
      candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }],
    });
    const download = hostedDownload({ gatewayOrigin: origin, delaysMs: [0] });
    answers = [answer(200, PNG)];
    const { reply } = await feedBody(turn(`![a](${origin}/a.png) ![b](https://10.0.0.1/b.png)`), {
      download,
    });
    assert.deepEqual(
      reply.images.map(({ shape }) => shape),
      ['hostedUrl'],
    );
    assert.deepEqual([reply.problem?.kind, reply.problem?.host], ['download', '10.0.0.1']);
    answers = [answer(404)];
    const none = await feedBody(turn(`${origin}/a.png`), { download });
    const { outcome, charge } = none.reply.problem ?? {};
    assert.deepEqual([outcome, charge], ['download_failed', 'yes']);
  });
});
