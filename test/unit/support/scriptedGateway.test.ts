import assert from 'node:assert/strict';
import { decode as decodePng } from 'fast-png';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { bmp } from '../../support/image/bitmaps.ts';
import { AVIF, bigPng, GIF, HEIC, jpeg, png, WEBP } from '../../support/image/images.ts';
import {
  blockedReply,
  dataUrlReply,
  googleError,
  hostedReply,
  inlineDataReply,
  newApiError,
  snakeReply,
  startScriptedGateway,
  textReply,
} from '../../support/gateway/scriptedGateway.ts';
import type { Fault, ScriptedGateway } from '../../support/gateway/scriptedGateway.ts';

let gateway: ScriptedGateway;
beforeEach(async () => {
  gateway = await startScriptedGateway();
});
afterEach(() => gateway.close());

const PATH = '/v1beta/models/m:generateContent';

/** Sends a plain node:http request: the fewest parts possible to test the rig itself. */
function post(
  body: string | Uint8Array = '{}',
  signal?: AbortSignal,
): Promise<{
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${gateway.origin}${PATH}?key=k`,
      { method: 'POST', agent: false, ...(signal ? { signal } : {}) },
      (incoming) => {
        const chunks: Uint8Array[] = [];
        incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('a scripted gateway records', () => {
  test('path and query, headers, and body as they arrived', async () => {
    gateway.respond(textReply('hello'));
    await post('{"a":1}');
    const [first] = gateway.requests;
    assert.equal(first?.url, `${PATH}?key=k`);
    assert.deepEqual(first.json(), { a: 1 });
    assert.ok(first.rawHeaders.includes('Host'));
    assert.ok(first.complete);
    assert.equal(gateway.posts, 1);
  });

  test('a request beyond the end of its list, and refuses it', async () => {
    gateway.respond([textReply('one')]);
    assert.equal((await post()).status, 200);
    const second = await post();
    assert.equal(second.status, 500);
    assert.match(second.body.toString(), /script_exhausted/);
    assert.equal(gateway.posts, 2);
  });

  test('the body before a function decides by it', async () => {
    gateway.respond((asked) => textReply(JSON.stringify(asked.json())));
    assert.match((await post('{"n":7}')).body.toString(), /n.*7/);
  });
});

describe('a scripted reply', () => {
  test('has the bytes of the image in each shape', async () => {
    const bytes = png();
    const encoded = Buffer.from(bytes).toString('base64');
    const shapes = [inlineDataReply(bytes), snakeReply(bytes), dataUrlReply(bytes, 'image/png')];
    gateway.respond(shapes);
    for (let i = 0; i < shapes.length; i++) {
      assert.ok((await post()).body.toString().includes(encoded));
    }
    assert.match(JSON.stringify(hostedReply('https://x.example/a.png')), /!\[Image\]/);
    assert.match(JSON.stringify(blockedReply('SAFETY', 'prompt')), /blockReason.*SAFETY/);
    assert.match(JSON.stringify(newApiError(500, 'get_channel_failed', 'x')), /get_channel_failed/);
    assert.match(JSON.stringify(googleError(400, 'INVALID_ARGUMENT', 'x')), /INVALID_ARGUMENT/);
  });

  test('arrives whole with gzip and chunks', async () => {
    gateway.respond({ body: 'x'.repeat(5000), gzip: true, chunkBytes: 7, chunkDelayMs: 1 });
    const { headers, body } = await post();
    assert.equal(headers['content-encoding'], 'gzip');
    assert.equal(headers['transfer-encoding'], 'chunked');
    assert.equal(body[0], 0x1f);
  });

  test('does not wait for the upload when it is early', async () => {
    gateway.respond({ ...newApiError(413, 'read_request_body_failed', 'too large'), early: true });
    const { status } = await post(new Uint8Array(1024));
    assert.equal(status, 413);
  });

  test('to a hosted file is the next of its list, and the last one stays', async () => {
    const url = gateway.host('/files/x.png', { status: 404 }, { body: png() });
    assert.equal((await fetch(url)).status, 404);
    for (let i = 0; i < 2; i++) {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
      assert.deepEqual(bytes, png());
    }
    assert.equal(gateway.requests.length, 0);
    assert.equal(gateway.downloads.length, 3);
  });
});

describe('a scripted fault', () => {
  const broken: readonly Fault[] = [
    ...(['reset', 'fin'] as const).flatMap((how) =>
      (['upload', 'before-headers', 'mid-headers', 'mid-body'] as const).map((when): Fault => {
        return { kind: 'cut', how, when };
      }),
    ),
    { kind: 'garbage' },
  ];
  for (const fault of broken) {
    test(`breaks the exchange: ${JSON.stringify(fault)}`, async () => {
      gateway.respond({ body: 'x'.repeat(1000), fault });
      await assert.rejects(post(), (error: NodeJS.ErrnoException) =>
        ['ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT', 'HPE_INVALID_EOF_STATE'].includes(
          error.code ?? '',
        ),
      );
      assert.equal(gateway.posts, 1);
    });
  }

  const waiting: readonly Fault[] = [{ kind: 'silent' }, { kind: 'deaf' }, { kind: 'stall' }];
  for (const fault of waiting) {
    test(`leaves the client waiting: ${fault.kind}`, async () => {
      gateway.respond({ body: 'x'.repeat(1000), fault });
      const patience = new AbortController();
      const exchange = post(
        fault.kind === 'deaf' ? new Uint8Array(30_000_000) : '{}',
        patience.signal,
      );
      await gateway.received(1);
      setTimeout(() => {
        patience.abort();
      }, 50);
      await assert.rejects(exchange);
      // A socket that is not read does not notice that its peer has closed.
      if (fault.kind !== 'deaf') await gateway.requests[0]?.over;
      assert.equal(gateway.requests[0]?.complete, fault.kind !== 'deaf');
    });
  }

  test('sends an endless body until the client closes', async () => {
    gateway.respond({ fault: { kind: 'endless' } });
    const stop = new AbortController();
    const response = await fetch(`${gateway.origin}${PATH}`, {
      method: 'POST',
      signal: stop.signal,
    });
    const reader = response.body?.getReader();
    let received = 0;
    while (reader !== undefined && received < 1_000_000) {
      received += ((await reader.read()).value as Uint8Array | undefined)?.length ?? 0;
    }
    stop.abort();
    await gateway.requests[0]?.over;
    assert.ok(received >= 1_000_000);
  });

  test('ends when the gateway closes', async () => {
    gateway.respond({ fault: { kind: 'silent' } });
    const exchange = assert.rejects(post());
    await gateway.received(1);
    await gateway.close();
    await exchange;
  });
});

test('the sample images have the formats of their names', () => {
  const starts = (bytes: Uint8Array, from = 0, to = 4): string =>
    Buffer.from(bytes.subarray(from, to)).toString('latin1');
  assert.equal(decodePng(png(5, 7)).height, 7);
  assert.deepEqual([...jpeg().subarray(0, 3)], [0xff, 0xd8, 0xff]);
  assert.equal(starts(GIF), 'GIF8');
  assert.equal(starts(WEBP, 8, 12), 'WEBP');
  assert.equal(starts(HEIC, 4, 12), 'ftypheic');
  assert.equal(starts(AVIF, 4, 12), 'ftypavif');
  assert.equal(starts(bmp(), 0, 2), 'BM');
  assert.ok(bigPng(100_000).length >= 100_000);
});
