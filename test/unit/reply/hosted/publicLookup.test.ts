import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { PRIVATE_ADDRESS, publicLookup } from '../../../../src/reply/hosted/publicLookup.ts';

describe('the name lookup of a socket', () => {
  const look = (addresses: readonly string[], all = true): Promise<unknown> =>
    new Promise((resolve) => {
      const resolver = async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      publicLookup(resolver)('files.example', { all }, (error, found) => {
        resolve(error?.code ?? found);
      });
    });

  it('returns the addresses that it checked', async () => {
    assert.deepEqual(await look(['8.8.8.8', '2606:4700::1']), [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
    assert.equal(await look(['8.8.8.8'], false), '8.8.8.8');
  });

  for (const address of [
    '127.0.0.1',
    '10.0.0.1',
    '::1',
    'fe80::1%eth0',
    '::ffff:8.8.8.8',
    'nonsense',
  ]) {
    it(`refuses a name that resolves to ${address} and to a public address`, async () => {
      assert.equal(await look(['8.8.8.8', address]), PRIVATE_ADDRESS);
      assert.equal(await look([address, '8.8.8.8']), PRIVATE_ADDRESS);
    });
  }

  it('refuses a name without addresses', async () => {
    assert.equal(await look([]), PRIVATE_ADDRESS);
  });

  it('passes on the error of a failed lookup', async () => {
    const lookup = publicLookup(async () => {
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    });
    const code = await new Promise((resolve) => {
      lookup('files.example', { all: true }, (error) => {
        resolve(error?.code);
      });
    });
    assert.equal(code, 'ENOTFOUND');
  });

  it('is made for every connection, so a name that changes its answer gains nothing', async () => {
    let connections = 0;
    const inner = createServer(() => undefined).on('connection', () => connections++);
    await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
    const { port } = inner.address() as AddressInfo;
    const answers = ['8.8.8.8', '127.0.0.1'];
    const lookup = publicLookup(async () => [
      { address: answers.shift() ?? '127.0.0.1', family: 4 },
    ]);
    // Something else has looked the name up before. The connection gets the second answer.
    await new Promise((resolve) => {
      lookup('files.example', { all: true }, resolve);
    });
    const code = await new Promise((resolve) => {
      connect({ host: 'files.example', port, lookup })
        .on('error', (error: NodeJS.ErrnoException) => {
          resolve(error.code);
        })
        .on('connect', resolve);
    });
    assert.deepEqual([code, connections, answers], [PRIVATE_ADDRESS, 0, []]);
    inner.close();
  });
});
