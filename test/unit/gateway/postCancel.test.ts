import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { CancelledError } from '../../../src/errors.ts';
import { failedExchange } from '../../support/gateway/postRig.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';

/** Easel promises to end a canceled exchange within 250 ms. A test allows twice that for a busy machine. */
const MAX_SETTLE_MS = 500;

const gateway = await startScriptedGateway();
after(() => gateway.close());
const to = gateway.origin;

describe('a cancel', () => {
  /** The phase in which the user cancels, the script that holds the exchange there, and the size of the body. */
  for (const [phase, script, bytes] of [
    ['sending', { fault: { kind: 'deaf' } }, 60_000_000],
    ['waiting', { fault: { kind: 'silent' } }, 10],
    ['receiving', { body: 'x'.repeat(5000), fault: { kind: 'stall', afterBytes: 1000 } }, 10],
  ] as const) {
    test(`while ${phase} ends the exchange at once, with a possible charge`, async () => {
      gateway.respond(script);
      const stop = new AbortController();
      let stoppedAt: number | undefined;
      const error = await failedExchange({
        to,
        bytes,
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.phase !== phase || stop.signal.aborted) return;
          if (phase === 'receiving' && progress.receivedBytes === 0) return;
          setTimeout(() => {
            stoppedAt ??= Date.now();
            stop.abort();
          }, 30);
        },
      });
      assert.ok(error instanceof CancelledError, String(error));
      assert.equal(error.charge, 'maybe');
      assert.ok(stoppedAt !== undefined);
      assert.ok(Date.now() - stoppedAt < MAX_SETTLE_MS);
      // A socket that is not read does not notice that its peer has closed.
      if (phase !== 'sending') await gateway.requests.at(-1)?.over;
    });
  }

  test('while the connection is being opened is free', async () => {
    const stop = new AbortController();
    // Accepts the connection, and never answers the TLS handshake.
    const mute = await startRawGateway(() => undefined, {
      onConnection: () => {
        stop.abort();
      },
    });
    const error = await failedExchange({
      to: mute.origin.replace('http:', 'https:'),
      signal: stop.signal,
    });
    await mute.close();
    assert.ok(error instanceof CancelledError, String(error));
    assert.equal(error.charge, 'no');
  });

  for (const [when, cancel] of [
    [
      'before the exchange',
      (stop: AbortController) => {
        stop.abort();
      },
    ],
    [
      'in the turn in which it starts',
      (stop: AbortController) => {
        queueMicrotask(() => {
          stop.abort();
        });
      },
    ],
  ] as const) {
    // prettier-ignore
    test(`${when} is free and sends nothing`, async () => {
      const [posts, connections] = [gateway.posts, gateway.connections];
      const stop = new AbortController();
      let chunks = 0;
      cancel(stop);
      const error = await failedExchange({ to, signal: stop.signal, onChunk: () => chunks++ });
      assert.ok(error instanceof CancelledError);
      assert.equal(error.charge, 'no');
      assert.deepEqual([gateway.posts, gateway.connections, chunks], [posts, connections, 0]);
    });
  }
});
