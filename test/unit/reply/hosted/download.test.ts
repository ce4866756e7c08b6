import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { hostedDownload, type HostedOptions } from '../../../../src/reply/hosted/download.ts';
import type { Download } from '../../../../src/reply/types.ts';
import { png } from '../../../support/image/images.ts';
import { feedBody } from '../../../support/gateway/feed.ts';
import { turn } from '../../../support/gateway/replyJson.ts';
import { memoryStore, type MemoryStore } from '../../../support/memoryStore.ts';

const PNG = Buffer.from(png());

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
/** The answers to the next requests. The last one stays. */
let answers: Answer[] = [];
let requests: IncomingMessage[] = [];
let origin = '';
const server = createServer((request, response) => {
  requests.push(request);
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
  (status: number, body: Uint8Array | string = '', headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };
const redirectTo = (location: string): Answer => answer(302, '', { location });

async function download(
  given: readonly Answer[],
  options: Partial<HostedOptions> = {},
  signal = new AbortController().signal,
): Promise<{ result: Download; store: MemoryStore }> {
  answers = [...given];
  requests = [];
  const store = memoryStore();
  const fetchImage = hostedDownload({
    gatewayOrigin: origin,
    delaysMs: [0, 1, 2, 4],
    ...options,
  });
  const result = await fetchImage(`${origin}/a.png`, store, signal);
  assert.equal(store.payloads.filter(({ state }) => state === 'open').length, result.ok ? 1 : 0);
  return { result, store };
}

/** Downloads, and says how it ended and after how many requests: `gone after 1`. */
async function endOf(...args: Parameters<typeof download>): Promise<string> {
  const { result } = await download(...args);
  return `${result.ok ? 'ok' : result.why} after ${requests.length}`;
}

describe('hostedDownload', () => {
  it('returns a whole image by its bytes and sends no secret', async () => {
    const { result, store } = await download([answer(200, PNG, { 'content-type': 'text/html' })]);
    assert.ok(result.ok);
    assert.equal(result.image.facts.type, 'png');
    assert.equal(result.image.size, PNG.length);
    await result.sink.close();
    assert.deepEqual(store.payloads[0]?.bytes, PNG);
    const [request] = requests;
    assert.equal(request?.url, '/a.png');
    assert.deepEqual(Object.keys(request.headers).sort(), [
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    assert.equal(request.headers.connection, 'close');
  });

  it('tries again when a store is late or fails', async () => {
    assert.equal(await endOf([answer(404), answer(503), answer(200, PNG)]), 'ok after 3');
    assert.equal(await endOf([answer(404)]), 'status after 4');
    const reset: Answer = (request) => request.socket.destroy();
    assert.equal(await endOf([reset, answer(200, PNG)]), 'ok after 2');
  });

  it('tries again after an incomplete image', async () => {
    const half = answer(200, PNG.subarray(0, 60));
    assert.equal(await endOf([half, answer(200, PNG)]), 'ok after 2');
    assert.equal(await endOf([half]), 'broken-image after 4');
  });

  it('accepts a whole image under a wrong length', async () => {
    const hasty: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': PNG.length + 100 }).write(PNG);
      setTimeout(() => response.destroy(), 20);
    };
    assert.equal(await endOf([hasty]), 'ok after 1');
  });

  for (const [name, given, end] of [
    ['a 403', answer(403), 'forbidden after 1'],
    ['a 410', answer(410), 'gone after 1'],
    ['a 401', answer(401), 'status after 1'],
    ['a page', answer(200, '<!doctype html>'.padEnd(200)), 'not-an-image after 1'],
    ['a short page', answer(200, '<html>'), 'not-an-image after 1'],
  ] as const) {
    it(`does not try again after ${name}`, async () => {
      assert.equal(await endOf([given]), end);
    });
  }

  for (const [name, given] of [
    ['is plain though its header says gzip', answer(200, PNG, { 'content-encoding': 'gzip' })],
    ['is plain though its header says zstd', answer(200, PNG, { 'content-encoding': 'zstd' })],
    ['is gzip without a header', answer(200, gzipSync(PNG))],
    ['is brotli without a header', answer(200, brotliCompressSync(PNG))],
    ['is zlib within gzip', answer(200, gzipSync(deflateSync(PNG)), { 'content-encoding': 'br' })],
  ] as const) {
    it(`report-A2 reads a hosted image that ${name}`, async () => {
      assert.equal(await endOf([given]), 'ok after 1');
    });
  }

  it('stops at the size limit and not before it', async () => {
    assert.equal(
      await endOf([answer(200, PNG)], { maxBytes: PNG.length - 1 }),
      'too-large after 1',
    );
    assert.equal(await endOf([answer(200, PNG)], { maxBytes: PNG.length }), 'ok after 1');
  });

  it('follows five redirects and no more', async () => {
    const hops = (count: number): Answer[] =>
      Array.from({ length: count }, (_, i) => redirectTo(`/${i}.png`));
    assert.equal(await endOf([...hops(5), answer(200, PNG)]), 'ok after 6');
    assert.equal(await endOf([...hops(6), answer(200, PNG)]), 'status after 6');
  });

  for (const target of [
    'http://169.254.169.254/',
    'https://localhost/',
    'file:///etc/passwd',
    'http://127.0.0.1:1/',
    'https://[::1]/',
    'http://',
  ]) {
    it(`refuses a redirect to ${target}`, async () => {
      assert.equal(await endOf([redirectTo(target)]), 'refused-address after 1');
    });
  }

  it('refuses a public name that resolves to a private address', async () => {
    const resolve = async (): Promise<{ address: string; family: number }[]> => [
      { address: '127.0.0.1', family: 4 },
    ];
    const toName = redirectTo('https://files.example/a.png');
    assert.equal(await endOf([toName], { resolve }), 'refused-address after 1');
  });

  it('refuses an address with the key in it at any host but the gateway', async () => {
    const resolve = async () => assert.fail('no name is looked up');
    const carriesKey = (url: string): boolean => url.includes('sk-secret');
    const elsewhere = redirectTo('https://files.example/a.png?t=sk-secret');
    assert.equal(await endOf([elsewhere], { resolve, carriesKey }), 'refused-address after 1');
    const own = redirectTo('/b.png?t=sk-secret');
    assert.equal(await endOf([own, answer(200, PNG)], { resolve, carriesKey }), 'ok after 2');
  });

  it('ends at its idle limit and at its total limit', async () => {
    const silent: Answer = () => undefined;
    assert.equal(await endOf([silent], { silenceMs: 30, delaysMs: [0] }), 'network after 1');
    assert.equal(await endOf([silent], { totalMs: 50 }), 'network after 1');
  });

  it('ends with the deadline of its run, after which it requests nothing', async () => {
    const end = new AbortController();
    const { signal: deadline } = end;
    const ending: Answer = () => {
      end.abort();
    };
    assert.equal(await endOf([ending], { deadline }), 'network after 1');
    assert.equal(await endOf([answer(200, PNG)], { deadline }), 'network after 0');
  });

  it('stops when the user stops it', async () => {
    const stop = new AbortController();
    const stopping: Answer = () => {
      stop.abort();
    };
    assert.equal(await endOf([stopping], {}, stop.signal), 'stopped after 1');
  });
});

describe('a reply that only points to its images', () => {
  const linkTo = (text: string): object => turn([{ text }]);

  it('gives an image at two addresses once', async () => {
    answers = [answer(200, PNG)];
    requests = [];
    const { reply, store } = await feedBody(linkTo(`![a](${origin}/a.png) ![b](${origin}/b.png)`), {
      download: hostedDownload({ gatewayOrigin: origin }),
    });
    assert.deepEqual([reply.images.length, requests.length], [1, 2]);
    assert.deepEqual(
      store.payloads.map(({ state }) => state),
      ['closed', 'discarded'],
    );
  });

  it('gives the images that could be fetched and a warning about the others', async () => {
    answers = [answer(200, PNG)];
    const text = `![a](${origin}/a.png) ![b](https://10.0.0.1/b.png)`;
    const { reply } = await feedBody(linkTo(text), {
      download: hostedDownload({ gatewayOrigin: origin, delaysMs: [0] }),
    });
    assert.deepEqual(
      reply.images.map(({ shape }) => shape),
      ['hostedUrl'],
    );
    assert.deepEqual([reply.problem?.kind, reply.problem?.host], ['download', '10.0.0.1']);
  });

  it('has a charged problem when nothing could be fetched', async () => {
    answers = [answer(404)];
    const { reply } = await feedBody(linkTo(`${origin}/a.png`), {
      download: hostedDownload({ gatewayOrigin: origin, delaysMs: [0] }),
    });
    const { outcome, charge } = reply.problem ?? {};
    assert.deepEqual([outcome, charge], ['download_failed', 'yes']);
  });
});
