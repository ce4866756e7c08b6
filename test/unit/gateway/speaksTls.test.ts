import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { speaksTls } from '../../../src/gateway/speaksTls.ts';
import { startRawGateway } from '../../support/gateway/rawGateway.ts';
import { startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

describe('speaksTls', () => {
  test('is true for a port with a certificate, trusted or not, and sends it no request', async () => {
    const server = await startRawGateway('', { tls: await loopbackCertificate() });
    assert.equal(await speaksTls(new URL(server.origin.replace('https:', 'http:'))), true);
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

  test('connects to an IPv6 address without its brackets', async (context) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(0, '::1');
    const isListening = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]);
    if (!isListening) {
      context.skip('this machine has no IPv6');
      return;
    }
    const { port } = server.address() as AddressInfo;
    const connected = once(server, 'connection');
    assert.equal(await speaksTls(new URL(`http://[::1]:${port}`)), false);
    await connected;
    server.close();
  });
});
