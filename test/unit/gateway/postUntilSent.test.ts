import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenError, CancelledError, ConnectError } from '../../../src/errors.ts';
import { postUntilSent } from '../../../src/gateway/postUntilSent.ts';
import { bodyOf, GENEROUS } from '../../support/gateway/postRig.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

const gateway = await startScriptedGateway();
after(() => gateway.close());
/** A port on which nothing listens. */
const closed = await startScriptedGateway();
await closed.close();

/** Posts, and records when each attempt began, in ms since 1970. */
function posting(
  origin: string,
  { signal = new AbortController().signal, deadlines = GENEROUS, onAttempt = () => undefined } = {},
) {
  const attempts: number[] = [];
  const request = {
    url: new URL(`${origin}/x`),
    headers: {},
    contentLength: 10,
    body: () => {
      attempts.push(Date.now());
      onAttempt();
      return bodyOf(10);
    },
  };
  return { attempts, reply: postUntilSent(request, { deadlines, signal }) };
}

describe('a request that could not be sent', () => {
  test('is sent once when the gateway starts between two attempts', async () => {
    const port = Number(new URL(closed.origin).port);
    const late = sleep(100).then(() => startScriptedGateway({ port, script: { body: 'here' } }));
    const { attempts, reply } = posting(closed.origin);
    assert.equal((await reply).status, 200);
    const started = await late;
    assert.equal(started.posts, 1);
    assert.equal(attempts.length, 2);
    await started.close();
  });

  test('is attempted three times, after pauses of 0.5 and 1.5 s', async () => {
    const { attempts, reply } = posting(closed.origin);
    await assert.rejects(reply, ConnectError);
    assert.equal(attempts.length, 3);
    const [first = 0, second = 0, third = 0] = attempts;
    assert.ok(second - first >= 495 && second - first < 1400, `${second - first} ms`);
    assert.ok(third - second >= 1495, `${third - second} ms`);
  });

  for (const [name, origin] of [
    ['an unknown name', 'http://does-not-exist.invalid'],
    ['a network that is down', 'http://255.255.255.255'],
  ] as const) {
    test(`is attempted again after ${name}`, async () => {
      const { attempts, reply } = posting(origin);
      await assert.rejects(reply, ConnectError);
      assert.equal(attempts.length, 3);
    });
  }

  test('is attempted again after a connection that did not open in time', async () => {
    const mute = await startRawGateway(() => undefined);
    const origin = mute.origin.replace('http:', 'https:');
    const { reply } = posting(origin, { deadlines: { ...GENEROUS, connectMs: 100 } });
    await assert.rejects(reply, { reason: 'timeout' });
    assert.equal(mute.connections, 3);
    await mute.close();
  });

  test('is not attempted again after an untrusted certificate, which would be the same', async () => {
    const server = await startRawGateway('', { tls: await loopbackCertificate() });
    const { attempts, reply } = posting(server.origin);
    await assert.rejects(reply, { reason: 'tls' });
    assert.equal(attempts.length, 1);
    await server.close();
  });

  for (const [spentMs, count] of [
    [9600, 1],
    [9300, 2],
  ] as const) {
    test(`is attempted ${count}× when the first attempt took ${spentMs} ms`, async (context) => {
      // Only the clock jumps. Timers run as usual.
      const start = Date.now();
      context.mock.timers.enable({ apis: ['Date'], now: start });
      const { attempts, reply } = posting(closed.origin, {
        deadlines: { connectMs: 60_000, idleMs: 60_000, totalMs: 60_000 },
        onAttempt: () => {
          context.mock.timers.setTime(start + spentMs);
          return undefined;
        },
      });
      await assert.rejects(reply, ConnectError);
      assert.equal(attempts.length, count);
    });
  }

  test('is free when the user cancels between two attempts', async () => {
    const stop = new AbortController();
    const { attempts, reply } = posting(closed.origin, { signal: stop.signal });
    setTimeout(() => {
      stop.abort();
    }, 200);
    await assert.rejects(reply, (error) => {
      assert.ok(error instanceof CancelledError);
      assert.equal(error.charge, 'no');
      return true;
    });
    assert.equal(attempts.length, 1);
  });
});

describe('a request that was sent is never attempted again', () => {
  for (const status of [429, 500, 503, 504, 524]) {
    test(`after status ${status}`, async () => {
      gateway.respond({ status, body: 'no' });
      const before = gateway.posts;
      const reply = await posting(gateway.origin).reply;
      assert.equal(reply.status, status);
      reply.close();
      assert.equal(gateway.posts - before, 1);
    });
  }

  for (const [name, fault] of [
    ['a reset before the headers', { kind: 'cut', how: 'reset', when: 'before-headers' }],
    ['a reset within the headers', { kind: 'cut', how: 'reset', when: 'mid-headers' }],
    ['an answer that is not HTTP', { kind: 'garbage' }],
  ] as const) {
    test(`after ${name}`, async () => {
      gateway.respond({ fault });
      const before = gateway.posts;
      await assert.rejects(posting(gateway.origin).reply, BrokenError);
      assert.equal(gateway.posts - before, 1);
    });
  }

  test('after its total deadline', async () => {
    gateway.respond({ fault: { kind: 'silent' } });
    const before = gateway.posts;
    const { reply } = posting(gateway.origin, { deadlines: { ...GENEROUS, totalMs: 200 } });
    await assert.rejects(reply, BrokenError);
    assert.equal(gateway.posts - before, 1);
  });
});
