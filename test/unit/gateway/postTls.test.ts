import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ConnectError } from '../../../src/errors.ts';
import { post } from '../../../src/gateway/post.ts';
import { loopbackCertificate } from '../../support/gateway/tls.ts';

const KEY = 'sk-canary-key';
const { key, cert } = await loopbackCertificate();
const seen: { readonly url: string | undefined; readonly body: string }[] = [];
const server = createServer({ key, cert }, (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    seen.push({ url: request.url, body });
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

async function send(host = '127.0.0.1') {
  async function* body() {
    yield Buffer.from('ping');
  }
  return await post(
    {
      url: new URL(`https://${host}:${port}/v1beta/models/m:generateContent?key=${KEY}`),
      headers: {},
      contentLength: 4,
      body,
    },
    {
      deadlines: { connectMs: 10_000, idleMs: 10_000, totalMs: 10_000 },
      signal: new AbortController().signal,
    },
  );
}

test('a certificate from an unknown authority: nothing is written, and the code says why', async () => {
  await assert.rejects(send(), (error) => {
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.outcome, error.charge], ['tls', 'config', 'no']);
    assert.equal(error.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.ok(!`${error.stack ?? ''}${JSON.stringify(error)}`.includes(KEY));
    return true;
  });
  assert.deepEqual(seen, []);
});

test('with its authority known, two exchanges go over two connections of their own', async () => {
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  for (let exchange = 1; exchange <= 2; exchange += 1) {
    const before = connections;
    const reply = await send();
    const chunks: Uint8Array[] = [];
    for await (const chunk of reply.body) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), 'pong');
    assert.equal(connections - before, 1);
  }
  assert.deepEqual(
    seen.map(({ body }) => body),
    ['ping', 'ping'],
  );
});

test('a certificate for another name is refused', async () => {
  await assert.rejects(send('localhost'), (error) => {
    assert.ok(error instanceof ConnectError);
    assert.deepEqual([error.reason, error.code], ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID']);
    return true;
  });
});
