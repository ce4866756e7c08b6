import assert from 'node:assert/strict';
import { createServer as createNetServer, connect, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { BrokenError, ConnectError } from '../../../src/errors.ts';
import { exchange, failedExchange } from '../../support/gateway/postRig.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

const gateway = await startScriptedGateway();
after(() => gateway.close());
const to = gateway.origin;

describe('a failure before anything was sent is free', () => {
  test('when the connection is refused', async () => {
    const closed = await startScriptedGateway();
    await closed.close();
    const error = await failedExchange({ to: closed.origin });
    assert.ok(error instanceof ConnectError);
    assert.deepEqual(
      [error.reason, error.code, error.outcome, error.charge],
      ['refused', 'ECONNREFUSED', 'unreachable', 'no'],
    );
  });

  test('when the name does not exist', async () => {
    const error = await failedExchange({ to: 'http://does-not-exist.invalid/x' });
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.charge], ['not-found', 'no']);
  });

  test('when an https address leads to a port that speaks http', async () => {
    const error = await failedExchange({ to: `${to.replace('http:', 'https:')}/x` });
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.outcome], ['not-tls', 'config'], error.code);
  });

  test('when the connection is not open within its deadline', async () => {
    // Accepts the connection, and never answers the TLS handshake.
    const mute = await startRawGateway(() => undefined);
    const error = await failedExchange({
      to: mute.origin.replace('http:', 'https:'),
      deadlines: { connectMs: 300 },
    });
    await mute.close();
    assert.ok(error instanceof ConnectError);
    assert.deepEqual(
      [error.reason, error.code, error.outcome, error.charge],
      ['timeout', 'ETIMEDOUT', 'unreachable', 'no'],
    );
  });
});

describe('a failure after sending may have been charged', () => {
  for (const how of ['reset', 'fin'] as const) {
    for (const when of ['before-headers', 'mid-headers', 'mid-body'] as const) {
      test(`when the connection ends by ${how} ${when}`, async () => {
        gateway.respond({
          body: 'x'.repeat(5000),
          fault: { kind: 'cut', how, when, afterBytes: 1000 },
        });
        const error = await failedExchange({ to });
        assert.ok(error instanceof BrokenError, String(error));
        assert.deepEqual([error.outcome, error.charge, error.why], ['unknown', 'maybe', 'closed']);
        assert.equal(error.phase, when === 'mid-body' ? 'receiving' : 'waiting');
      });
    }
  }

  test('when the connection is reset during the upload', async () => {
    gateway.respond({ fault: { kind: 'cut', how: 'reset', when: 'upload' } });
    const error = await failedExchange({ to, bytes: 30_000_000 });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.phase, error.charge], ['sending', 'maybe']);
  });

  test('unless the answer is not HTTP, which comes from a wrong address', async () => {
    gateway.respond({ fault: { kind: 'garbage', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' } });
    const error = await failedExchange({ to });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.why, error.outcome, error.charge], ['not-http', 'config', 'no']);
  });
});

describe('a deadline', () => {
  test('ends the wait for an answer', async () => {
    gateway.respond({ fault: { kind: 'silent' } });
    const error = await failedExchange({ to, deadlines: { totalMs: 300 } });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual(
      [error.phase, error.why, error.code, error.charge],
      ['waiting', 'timeout', 'ETIMEDOUT', 'maybe'],
    );
    assert.ok(error.waitedMs >= 300);
  });

  test('for idle time does not apply to the wait for the model', async () => {
    gateway.respond({ body: 'late', waitMs: 600 });
    assert.equal((await exchange({ to, deadlines: { idleMs: 150 } })).text, 'late');
  });

  test('for idle time ends an upload that the gateway does not read', async () => {
    gateway.respond({ fault: { kind: 'deaf' } });
    const error = await failedExchange({ to, bytes: 60_000_000, deadlines: { idleMs: 300 } });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.phase, error.why], ['sending', 'timeout']);
  });

  test('for idle time ends a reply that stalls, with its bytes counted', async () => {
    gateway.respond({ body: 'x'.repeat(5000), fault: { kind: 'stall', afterBytes: 1000 } });
    const error = await failedExchange({ to, deadlines: { idleMs: 300 } });
    assert.ok(error instanceof BrokenError);
    assert.deepEqual([error.phase, error.why, error.receivedBytes], ['receiving', 'timeout', 1000]);
  });

  test('for idle time starts again with every byte of the reply', async () => {
    gateway.respond({ body: 'x'.repeat(8), chunkBytes: 1, chunkDelayMs: 100 });
    const { text } = await exchange({ to, deadlines: { idleMs: 400 } });
    assert.equal(text, 'x'.repeat(8));
  });
});

/** A port that answers plain HTTP as told, and speaks TLS to those who begin with it. */
async function startBothWays(plain: string, delayMs: number) {
  const tls = createTlsServer(await loopbackCertificate()).listen(0, '127.0.0.1');
  await once(tls, 'listening');
  const { port: tlsPort } = tls.address() as AddressInfo;
  tls.on('tlsClientError', () => undefined);
  const server = createNetServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      const TLS_HANDSHAKE = 0x16;
      if (first[0] === TLS_HANDSHAKE) {
        const inner = connect(tlsPort, '127.0.0.1').on('error', () => undefined);
        inner.write(first);
        socket.pipe(inner).pipe(socket);
      } else {
        setTimeout(() => socket.end(plain), delayMs);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      tls.close();
    },
  };
}

describe('plain HTTP to a port that speaks TLS', () => {
  test('is free when the port closes at once without an answer', async () => {
    const port = await startBothWays('', 0);
    const error = await failedExchange({ to: port.origin });
    port.close();
    assert.ok(error instanceof ConnectError, String(error));
    assert.deepEqual([error.reason, error.outcome, error.charge], ['only-tls', 'config', 'no']);
  });

  test('may have been charged when the port takes its time', async () => {
    const port = await startBothWays('', 1700);
    const error = await failedExchange({ to: port.origin });
    port.close();
    assert.ok(error instanceof BrokenError, String(error));
    assert.equal(error.charge, 'maybe');
  });

  test('may have been charged when the port answers with HTTP, however broken', async () => {
    const port = await startBothWays('HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n', 0);
    const error = await failedExchange({ to: port.origin });
    port.close();
    assert.ok(error instanceof BrokenError, String(error));
    assert.deepEqual([error.why, error.charge], ['closed', 'maybe']);
  });
});
