import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenError } from '../../../src/errors.ts';
import type { PostProgress } from '../../../src/gateway/post.ts';
import { USER_AGENT } from '../../../src/version.ts';
import { exchange, failedExchange, send } from '../../support/gateway/postRig.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { png } from '../../support/image/images.ts';

const gateway = await startScriptedGateway();
after(() => gateway.close());
const to = gateway.origin;

describe('one exchange', () => {
  test('sends the body once, with its length, and returns status, headers, and bytes', async () => {
    gateway.respond({
      status: 429,
      headers: { 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'] },
      body: 'slow down',
    });
    const before = gateway.posts;
    const { status, headers, text } = await exchange({ to: `${to}/x?key=k`, bytes: 200_000 });
    assert.equal(status, 429);
    assert.equal(headers['retry-after'], '7');
    assert.equal(headers['set-cookie'], 'a=1, b=2');
    assert.equal(text, 'slow down');
    assert.equal(gateway.posts - before, 1);
    const request = gateway.requests.at(-1);
    assert.deepEqual([request?.method, request?.url], ['POST', '/x?key=k']);
    assert.deepEqual(request?.headers, {
      host: new URL(to).host,
      'content-type': 'application/json',
      'content-length': '200000',
      connection: 'close',
      'user-agent': USER_AGENT,
    });
    assert.equal(request.body.byteLength, 200_000);
  });

  test("leaves Node's global dispatcher as it was", async () => {
    const key = Symbol.for('undici.globalDispatcher.1');
    const dispatcher = () => (globalThis as unknown as Record<symbol, unknown>)[key];
    // Node sets its own when fetch's classes are first used.
    assert.ok(new Headers());
    const before = dispatcher();
    gateway.respond({ body: 'ok' });
    await exchange({ to });
    assert.equal(dispatcher(), before);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    test(`does not follow a redirect (${status})`, async () => {
      const other = await startScriptedGateway({ script: inlineDataReply(png()) });
      gateway.respond({ status, headers: { location: `${other.origin}/elsewhere` }, body: '' });
      const before = gateway.posts;
      assert.equal((await exchange({ to })).status, status);
      assert.deepEqual([other.connections, gateway.posts - before], [0, 1]);
      await other.close();
    });
  }

  test('goes to the host of its URL when the path begins with two slashes', async () => {
    const other = await startScriptedGateway({ script: { body: 'stolen' } });
    gateway.respond({ body: 'mine' });
    try {
      const { text } = await exchange({ to: `${to}//${new URL(other.origin).host}/x` });
      assert.equal(text, 'mine');
      assert.equal(other.connections, 0);
    } finally {
      await other.close();
    }
  });

  test('uses a connection of its own, so a stale one cannot make a free failure look paid', async () => {
    gateway.respond({ body: 'ok' });
    const before = gateway.connections;
    await exchange({ to });
    await exchange({ to });
    assert.equal(gateway.connections - before, 2);
  });
});

describe('an answer that comes before the whole body was sent', () => {
  test('counts more than the broken pipe', async () => {
    gateway.respond({ status: 413, body: 'too large', early: true });
    const { status, text } = await exchange({ to, bytes: 30_000_000 });
    assert.deepEqual([status, text], [413, 'too large']);
  });

  test('ends the upload and is never followed by an earlier phase', async () => {
    gateway.respond({ status: 413, body: 'too large', early: true });
    const phases = new Set<string>();
    let produced = 0;
    await exchange({
      to,
      bytes: 60_000_000,
      onProgress: ({ phase }) => phases.add(phase),
      onChunk: (bytes) => (produced += bytes),
    });
    assert.deepEqual([...phases], ['sending', 'receiving']);
    // One chunk may be on its way when the answer ends.
    await sleep(50);
    const atEnd = produced;
    await sleep(50);
    assert.equal(produced, atEnd);
    assert.ok(produced < 60_000_000, `${produced} bytes`);
  });
});

describe('progress', () => {
  test('reports the phases in order and counts the bytes of both directions', async () => {
    gateway.respond({ body: Buffer.alloc(300_000, 'r'), chunkBytes: 50_000, waitMs: 50 });
    const reports: PostProgress[] = [];
    await exchange({ to, bytes: 500_000, onProgress: (progress) => reports.push(progress) });
    assert.deepEqual(
      [...new Set(reports.map(({ phase }) => phase))],
      ['sending', 'waiting', 'receiving'],
    );
    assert.deepEqual(reports.at(-1), {
      phase: 'receiving',
      sentBytes: 500_000,
      receivedBytes: 300_000,
    });
    for (const field of ['sentBytes', 'receivedBytes'] as const) {
      const counts = reports.map((report) => report[field]);
      assert.deepEqual(
        counts,
        [...counts].sort((a, b) => a - b),
        `${field} never falls`,
      );
    }
  });
});

describe('back-pressure', () => {
  test('asks for the next chunk of the body only when the socket took the last one', async () => {
    gateway.respond({ fault: { kind: 'deaf' } });
    let produced = 0;
    const bytes = 60_000_000;
    const deadlines = { idleMs: 300 };
    const onChunk = (size: number) => (produced += size);
    const error = await failedExchange({ to, bytes, deadlines, onChunk });
    assert.ok(error instanceof BrokenError, String(error));
    assert.equal(error.phase, 'sending');
    assert.ok(produced > 0 && produced < bytes / 2, `${produced} bytes`);
  });

  test('lets the gateway wait while the reply is not read', async () => {
    const size = 60_000_000;
    let sending: Socket | undefined;
    const raw = await startRawGateway((socket) => {
      sending = socket;
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${size}\r\n\r\n`);
      socket.end(Buffer.alloc(size));
    });
    try {
      const reply = await send({ to: raw.origin });
      await sleep(300);
      // Without back-pressure, all of it would be in this process by now.
      const unsent = sending?.writableLength ?? 0;
      assert.ok(unsent > size / 2, `${unsent} bytes wait at the gateway`);
      let received = 0;
      for await (const chunk of reply.body) received += chunk.byteLength;
      assert.equal(received, size);
    } finally {
      await raw.close();
    }
  });
});

describe('the end of an exchange', () => {
  test('leaves no listener on the signal', async () => {
    const stop = new AbortController();
    const listeners = () => getEventListeners(stop.signal, 'abort').length;
    gateway.respond({ body: 'ok' });
    const reply = await send({ to, signal: stop.signal });
    assert.equal(listeners(), 1);
    for await (const chunk of reply.body) assert.equal(chunk.byteLength, 2);
    assert.equal(listeners(), 0);
    gateway.respond({ fault: { kind: 'cut', how: 'reset', when: 'before-headers' } });
    await assert.rejects(send({ to, signal: stop.signal }));
    assert.equal(listeners(), 0);
  });

  test('by close() closes the connection of a reply that still arrives', async () => {
    const stop = new AbortController();
    gateway.respond({ body: 'x'.repeat(5000), fault: { kind: 'stall', afterBytes: 1000 } });
    const reply = await send({ to, signal: stop.signal });
    reply.close();
    await gateway.requests.at(-1)?.over;
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
  });
});
