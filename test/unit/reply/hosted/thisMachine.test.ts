/** A gateway on this machine, and its neighbors at other ports. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostedDownload } from '../../../../src/reply/hosted/download.ts';
import {
  startScriptedGateway,
  type ScriptedGateway,
} from '../../../support/gateway/scriptedGateway.ts';
import { png } from '../../../support/image/images.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const FILE = { headers: { 'content-type': 'image/png' }, body: png() };

async function withTwo(
  work: (gateway: ScriptedGateway, other: ScriptedGateway) => Promise<void>,
): Promise<void> {
  const [gateway, other] = await Promise.all([startScriptedGateway(), startScriptedGateway()]);
  try {
    gateway.host('/a.png', FILE);
    other.host('/a.png', FILE);
    await work(gateway, other);
  } finally {
    await Promise.all([gateway.close(), other.close()]);
  }
}

async function endOf(url: string, gatewayOrigin: string): Promise<string> {
  const download = hostedDownload({ gatewayOrigin, delaysMs: [0] });
  const result = await download(url, memoryStore(), new AbortController().signal);
  if (result.ok) await result.sink.discard();
  return result.ok ? 'ok' : result.why;
}

describe('a link to this machine', () => {
  for (const host of ['localhost', '[::1]', '0.0.0.0', '127.0.0.2', 'app.localhost']) {
    test(`report-B3 by the name ${host} leads to the gateway, and at another port nowhere`, async () => {
      await withTwo(async ({ origin, downloads }, other) => {
        const at = ({ port }: URL): string => `http://${host}:${port}/a.png`;
        assert.equal(await endOf(at(new URL(origin)), origin), 'ok');
        assert.equal(await endOf(at(new URL(other.origin)), origin), 'refused-address');
        assert.deepEqual([downloads.length, other.connections], [1, 0]);
        assert.equal(downloads[0]?.headers.host, new URL(origin).host);
      });
    });
  }

  test('report-B3 after a redirect leads to the gateway too', async () => {
    await withTwo(async (gateway) => {
      const { origin, downloads } = gateway;
      const location = `${origin.replace('127.0.0.1', 'localhost')}/a.png`;
      const url = gateway.host('/moved.png', { status: 302, headers: { location } });
      assert.equal(await endOf(url, origin), 'ok');
      assert.equal(downloads.length, 2);
    });
  });
});
