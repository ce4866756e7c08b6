import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { BrokenError, CancelledError, ConnectError, EaselError } from '../../../src/errors.ts';
import { post, type PostProgress } from '../../../src/gateway/post.ts';
import { postUntilSent } from '../../../src/gateway/postUntilSent.ts';
import type { Deadlines } from '../../../src/gateway/watchdog.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';
import { png } from '../../support/image/images.ts';

const gateway = await startScriptedGateway();
after(() => gateway.close());

const GENEROUS: Deadlines = { connectMs: 10_000, idleMs: 10_000, totalMs: 20_000 };

interface Send {
  readonly url?: string;
  readonly bytes?: number;
  readonly deadlines?: Partial<Deadlines>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PostProgress) => void;
}

async function* zeros(bytes: number): AsyncIterable<Uint8Array> {
  const slice = Buffer.alloc(64 * 1024, 'x');
  for (let left = bytes; left > 0; left -= slice.byteLength) yield slice.subarray(0, left);
}

async function send({ url, bytes = 10, deadlines, signal, onProgress }: Send) {
  return await post(
    {
      url: new URL(url ?? `${gateway.origin}/v1beta/models/m:generateContent`),
      headers: { 'content-type': 'application/json' },
      contentLength: bytes,
      body: () => zeros(bytes),
    },
    {
      deadlines: { ...GENEROUS, ...deadlines },
      signal: signal ?? new AbortController().signal,
      ...(onProgress ? { onProgress } : {}),
    },
  );
}

/** Sends and reads to the end. */
async function exchange(options: Send = {}) {
  const reply = await send(options);
  const chunks: Uint8Array[] = [];
  for await (const chunk of reply.body) chunks.push(chunk);
  return { ...reply, bytes: Buffer.concat(chunks) };
}

async function failing(options: Send): Promise<EaselError> {
  try {
    await exchange(options);
  } catch (error) {
    assert.ok(error instanceof EaselError, String(error));
    return error;
  }
  assert.fail('the exchange went well');
}

describe('one exchange', () => {
  test('sends the body with its length and gives status, headers and bytes back', async () => {
    const reply: ScriptedReply = {
      status: 429,
      headers: { 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'] },
      body: 'slow down',
    };
    gateway.respond(reply);
    const before = gateway.posts;
    const { status, headers, bytes } = await exchange({ bytes: 200_000 });
    assert.equal(status, 429);
    assert.equal(headers['retry-after'], '7');
    assert.equal(headers['set-cookie'], 'a=1, b=2');
    assert.equal(bytes.toString(), 'slow down');
    assert.equal(gateway.posts - before, 1);
    const request = gateway.requests.at(-1);
    assert.equal(request?.headers['content-length'], '200000');
    assert.equal(request.headers['transfer-encoding'], undefined);
    assert.equal(request.body.byteLength, 200_000);
  });

  test("Node's global dispatcher stays as it was", async () => {
    const key = Symbol.for('undici.globalDispatcher.1');
    const dispatcher = () => (globalThis as unknown as Record<symbol, unknown>)[key];
    // Touching fetch's classes makes Node set its own.
    assert.ok(new Headers());
    const before = dispatcher();
    gateway.respond({ body: 'ok' });
    await exchange();
    assert.equal(dispatcher(), before);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    test(`a redirect (${status}) is not followed`, async () => {
      const other = await startScriptedGateway({ script: inlineDataReply(png()) });
      gateway.respond({ status, headers: { location: `${other.origin}/elsewhere` }, body: '' });
      assert.equal((await exchange()).status, status);
      assert.equal(other.connections, 0);
      await other.close();
    });
  }

  test('an answer that comes before all was sent counts more than the broken pipe', async () => {
    gateway.respond({ status: 413, body: 'too large', early: true });
    const { status, bytes } = await exchange({ bytes: 30_000_000 });
    assert.equal(status, 413);
    assert.equal(bytes.toString(), 'too large');
  });

  test('progress tells phases in order and counts what went and came', async () => {
    gateway.respond({ body: Buffer.alloc(300_000, 'r'), chunkBytes: 50_000, waitMs: 50 });
    const seen: PostProgress[] = [];
    await exchange({ bytes: 500_000, onProgress: (progress) => seen.push(progress) });
    assert.deepEqual(
      [...new Set(seen.map(({ phase }) => phase))],
      ['sending', 'waiting', 'receiving'],
    );
    assert.deepEqual(seen.at(-1), {
      phase: 'receiving',
      sentBytes: 500_000,
      receivedBytes: 300_000,
    });
  });

  test('a path that begins with two slashes names no other host', async () => {
    const other = await startScriptedGateway({ script: { body: 'stolen' } });
    gateway.respond({ body: 'mine' });
    const url = `${gateway.origin}//${new URL(other.origin).host}/v1beta/models/m:generateContent`;
    try {
      assert.equal((await exchange({ url })).bytes.toString(), 'mine');
      assert.equal(other.connections, 0);
    } finally {
      await other.close();
    }
  });

  test('every exchange has a connection of its own: a stale one cannot make a free failure look paid', async () => {
    gateway.respond({ body: 'ok' });
    const before = gateway.connections;
    await exchange();
    await exchange();
    assert.equal(gateway.connections - before, 2);
  });
});

describe('what fails before sending is free', () => {
  test('refused', async () => {
    const closed = await startScriptedGateway();
    await closed.close();
    const error = await failing({ url: `${closed.origin}/x` });
    assert.ok(error instanceof ConnectError);
    assert.deepEqual(
      [error.reason, error.code, error.outcome, error.charge],
      ['refused', 'ECONNREFUSED', 'unreachable', 'no'],
    );
  });

  test('a name that does not exist', async () => {
    const error = await failing({ url: 'http://does-not-exist.invalid/x' });
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.charge], ['not-found', 'no']);
  });

  test('https to a port that speaks http', async () => {
    const error = await failing({ url: `${gateway.origin.replace('http:', 'https:')}/x` });
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.outcome], ['not-tls', 'config'], error.code);
  });
});

describe('what breaks after sending may have been charged', () => {
  for (const how of ['reset', 'fin'] as const) {
    for (const when of ['before-headers', 'mid-headers', 'mid-body'] as const) {
      test(`${how} ${when}`, async () => {
        gateway.respond({
          body: 'x'.repeat(5000),
          fault: { kind: 'cut', how, when, afterBytes: 1000 },
        });
        const error = await failing({});
        assert.ok(error instanceof BrokenError, String(error));
        assert.deepEqual([error.outcome, error.charge, error.why], ['unknown', 'maybe', 'closed']);
        assert.equal(error.phase, when === 'mid-body' ? 'receiving' : 'waiting');
      });
    }
  }

  test('a reset while uploading', async () => {
    gateway.respond({ fault: { kind: 'cut', how: 'reset', when: 'upload' } });
    const error = await failing({ bytes: 30_000_000 });
    assert.ok(error instanceof BrokenError);
    assert.equal(error.phase, 'sending');
  });

  test('what is no HTTP is a wrong address rather than a charge', async () => {
    gateway.respond({ fault: { kind: 'garbage', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' } });
    const error = await failing({});
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.why, error.outcome, error.charge], ['not-http', 'config', 'no']);
  });

  test('no answer within the total deadline', async () => {
    gateway.respond({ fault: { kind: 'silent' } });
    const error = await failing({ deadlines: { totalMs: 300 } });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.phase, error.why], ['waiting', 'timeout']);
    assert.ok(error.waitedMs >= 300);
  });

  test('waiting for the model has no idle limit', async () => {
    gateway.respond({ body: 'late', waitMs: 600 });
    assert.equal((await exchange({ deadlines: { idleMs: 150 } })).bytes.toString(), 'late');
  });

  test('an upload that the server does not read stops at the idle deadline', async () => {
    gateway.respond({ fault: { kind: 'deaf' } });
    const error = await failing({ bytes: 60_000_000, deadlines: { idleMs: 300 } });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.phase, error.why], ['sending', 'timeout']);
  });

  test('a reply that stalls stops at the idle deadline, with what came counted', async () => {
    gateway.respond({ body: 'x'.repeat(5000), fault: { kind: 'stall', afterBytes: 1000 } });
    const error = await failing({ deadlines: { idleMs: 300 } });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.phase, error.why, error.receivedBytes], ['receiving', 'timeout', 1000]);
  });
});

describe('cancel', () => {
  /** The phase in which the user stops, the script that holds the exchange there, and the charge. */
  for (const [phase, script, bytes, charge] of [
    ['sending', { fault: { kind: 'deaf' } }, 60_000_000, 'maybe'],
    ['waiting', { fault: { kind: 'silent' } }, 10, 'maybe'],
    [
      'receiving',
      { body: 'x'.repeat(5000), fault: { kind: 'stall', afterBytes: 1000 } },
      10,
      'maybe',
    ],
  ] as const) {
    test(`while ${phase}: settled at once, the connection closed`, async () => {
      gateway.respond(script);
      const stop = new AbortController();
      let stoppedAt = 0;
      const error = await failing({
        bytes,
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.phase !== phase || stop.signal.aborted) return;
          if (phase === 'receiving' && progress.receivedBytes === 0) return;
          setTimeout(() => {
            stoppedAt = Date.now();
            stop.abort();
          }, 30);
        },
      });
      assert.ok(error instanceof CancelledError, String(error));
      assert.equal(error.charge, charge);
      // 250 ms is the promise; twice that is allowed here for a machine under load.
      assert.ok(Date.now() - stoppedAt < 500);
    });
  }

  test('before anything was sent it is free and makes no connection', async () => {
    const before = gateway.connections;
    const error = await failing({ signal: AbortSignal.abort() });
    assert.ok(error instanceof CancelledError);
    assert.equal(error.charge, 'no');
    assert.equal(gateway.connections, before);
  });
});

describe('trying again in silence', () => {
  const request = (origin: string) => ({
    url: new URL(`${origin}/x`),
    headers: {},
    contentLength: 10,
    body: () => zeros(10),
  });
  const options = () => ({ deadlines: GENEROUS, signal: new AbortController().signal });

  test('a gateway that comes up meanwhile gets the request, once', async () => {
    const first = await startScriptedGateway();
    await first.close();
    const late = {
      gateway: undefined as Awaited<ReturnType<typeof startScriptedGateway>> | undefined,
    };
    const port = Number(new URL(first.origin).port);
    setTimeout(() => {
      void startScriptedGateway({ port, script: { body: 'here' } }).then((started) => {
        late.gateway = started;
      });
    }, 100);
    const reply = await postUntilSent(request(first.origin), options());
    assert.equal(reply.status, 200);
    assert.equal(late.gateway?.posts, 1);
    await late.gateway.close();
  });

  test('tries three times and no more where no server listens', async () => {
    const closed = await startScriptedGateway();
    await closed.close();
    let tries = 0;
    const counted = { ...request(closed.origin), body: () => ((tries += 1), zeros(10)) };
    await assert.rejects(postUntilSent(counted, options()), ConnectError);
    assert.equal(tries, 3);
  });

  test('never after something was sent, whatever broke', async () => {
    for (const script of [
      { fault: { kind: 'cut', how: 'reset', when: 'before-headers' } },
      { status: 504, body: '' },
      { status: 503, body: '' },
    ] as const) {
      gateway.respond(script);
      const before = gateway.posts;
      await postUntilSent(request(gateway.origin), options()).then(
        async ({ body }) => {
          for await (const chunk of body) assert.ok(chunk);
        },
        (error: unknown) => {
          assert.ok(error instanceof BrokenError);
        },
      );
      assert.equal(gateway.posts - before, 1);
    }
  });

  test('canceled in the pause between two tries', async () => {
    const closed = await startScriptedGateway();
    await closed.close();
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 200);
    await assert.rejects(
      postUntilSent(request(closed.origin), { ...options(), signal: stop.signal }),
      (error) => {
        assert.ok(error instanceof CancelledError);
        return error.charge === 'no';
      },
    );
  });
});
