import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ConnectError } from '../../../src/errors.ts';
import { exchange } from '../../support/gateway/postRig.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

const KEY = 'sk-canary-key';
const notAfterDate = new Date(Date.now() + 12 * 3_600_000);
const { key, cert } = await loopbackCertificate({ notAfterDate });
const bodies: number[] = [];
const server = createServer({ key, cert }, (request, response) => {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.byteLength));
  request.on('end', () => {
    bodies.push(bytes);
    response.end('pong');
  });
});
let connections = 0;
server.on('secureConnection', () => (connections += 1));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => {
  server.close();
  server.closeAllConnections();
});
const { port } = server.address() as AddressInfo;
const addressAt = (host: string): string =>
  `https://${host}:${port}/v1beta/models/m:generateContent?key=${KEY}`;

test('an untrusted certificate stops the exchange before anything is written, and its code says why', async () => {
  await assert.rejects(exchange({ to: addressAt('127.0.0.1') }), (error) => {
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.outcome, error.charge], ['tls', 'config', 'no']);
    assert.equal(error.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    assert.equal(
      day(error.validUntil ?? 0),
      day(+notAfterDate),
      'the refused certificate is known',
    );
    assert.ok(!`${error.stack ?? ''}${JSON.stringify(error)}`.includes(KEY));
    return true;
  });
  assert.deepEqual(bodies, []);
});

test('two exchanges with a trusted authority use two connections', async () => {
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  for (let round = 1; round <= 2; round += 1) {
    const before = connections;
    const { text } = await exchange({ to: addressAt('127.0.0.1'), bytes: 200_000 });
    assert.equal(text, 'pong');
    assert.equal(connections - before, 1);
  }
  assert.deepEqual(bodies, [200_000, 200_000]);
});

test('progress over TLS begins with sending, once the connection is open', async () => {
  const phases = new Set<string>();
  await exchange({
    to: addressAt('127.0.0.1'),
    onProgress: ({ phase }) => phases.add(phase),
  });
  assert.deepEqual([...phases], ['sending', 'waiting', 'receiving']);
});

test('a certificate for another name is refused', async () => {
  await assert.rejects(exchange({ to: addressAt('localhost') }), (error) => {
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.code], ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID']);
    return true;
  });
});
