import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import tls, { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { speaksTls } from '../../../src/gateway/speaksTls.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

/** Starts a port that speaks TLS. `closed` resolves when a connection to it has ended. */
async function startTlsPort() {
  let ended: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const certificate = await loopbackCertificate();
  const server = await startRawGateway('', {
    tls: certificate,
    onConnection: (socket) => socket.once('close', () => ended?.()),
  });
  return { ...certificate, server, closed, url: new URL(server.origin.replace('https:', 'http:')) };
}

describe('speaksTls', () => {
  test('is true for a port with an untrusted certificate, and sends it no request', async () => {
    const { server, url, closed } = await startTlsPort();
    assert.equal(await speaksTls(url), true);
    await closed;
    assert.deepEqual(server.heads, []);
    await server.close();
  });

  test('is true for a port with a trusted certificate, and closes the connection', async () => {
    const { server, url, closed, cert } = await startTlsPort();
    setDefaultCACertificates([...getCACertificates('default'), cert]);
    assert.equal(await speaksTls(url), true);
    await closed;
    assert.deepEqual(server.heads, []);
    await server.close();
  });

  test('is false for a port that speaks HTTP', async () => {
    const gateway = await startScriptedGateway({ script: { body: 'hello' } });
    assert.equal(await speaksTls(new URL(gateway.origin)), false);
    assert.equal(gateway.posts, 0);
    await gateway.close();
  });

  test('is false for a port on which nothing listens', async () => {
    const gateway = await startScriptedGateway();
    await gateway.close();
    assert.equal(await speaksTls(new URL(gateway.origin)), false);
  });

  test('is false for a port that says nothing for three seconds', async () => {
    const mute = await startRawGateway(() => undefined);
    const started = performance.now();
    assert.equal(await speaksTls(new URL(mute.origin)), false);
    assert.ok(performance.now() - started > 2900);
    await mute.close();
  });
});

describe('the address that speaksTls connects to', () => {
  /** Returns the options of the connection, which fails. */
  async function connectionTo({ mock }: TestContext, address: string): Promise<unknown> {
    const connect = mock.method(tls, 'connect', () => {
      const socket = new Socket();
      socket.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
      return socket;
    });
    syncBuiltinESMExports();
    try {
      assert.equal(await speaksTls(new URL(address)), false);
    } finally {
      connect.mock.restore();
      syncBuiltinESMExports();
    }
    assert.equal(connect.mock.callCount(), 1);
    return (connect.mock.calls[0]?.arguments as unknown[] | undefined)?.[0];
  }

  test('has the port of the URL', async (context) => {
    const options = await connectionTo(context, 'http://gateway.example:8080/v1?key=secret');
    assert.deepEqual(options, { host: 'gateway.example', port: 8080 });
  });

  test('has port 80 without one', async (context) => {
    const options = await connectionTo(context, 'http://gateway.example/');
    assert.deepEqual(options, { host: 'gateway.example', port: 80 });
  });

  test('has an IPv6 address without its brackets', async (context) => {
    const options = await connectionTo(context, 'http://[::1]:9/');
    assert.deepEqual(options, { host: '::1', port: 9 });
  });
});
