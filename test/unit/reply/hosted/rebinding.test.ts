/** Names that change their answers, to make Easel connect to the machine it runs on. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { hostedDownload } from '../../../../src/reply/hosted/download.ts';
import { FILES, GATEWAY, startTrustedServer } from '../../../support/gateway/downloadOver.ts';
import { startTestNetwork, type NetworkParts } from '../../../support/gateway/testNetwork.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const server = await startTrustedServer();
after(() => server.close());

describe('DNS rebinding', () => {
  const inside = ['127.0.0.1'];
  for (const [name, answers] of [
    ['at once', [inside]],
    ['after a public answer', [['192.0.2.1'], inside, inside]],
    ['after a fake answer', [['198.18.0.42'], inside, inside]],
    ['beside a public answer', [['192.0.2.1', '127.0.0.1']]],
    ['beside a translated answer', [['64:ff9b::808:808', '127.0.0.1']]],
    ['by its IPv6 address', [['::1']]],
    ['by a translated address', [['64:ff9b::7f00:1']]],
    ['by a mapped address', [['::ffff:127.0.0.1']]],
    ['by a shared address', [['0.0.0.0']]],
  ] as const) {
    test(`report-B1 report-B2 reaches nothing ${name}`, async () => {
      const parts: NetworkParts = { names: { [FILES]: answers }, carried: [] };
      const before = server.connections;
      const network = startTestNetwork(parts);
      const results: string[] = [];
      try {
        for (let turn = 0; turn < answers.length; turn++) {
          const download = hostedDownload({
            gatewayOrigin: GATEWAY,
            resolve: network.resolve,
            delaysMs: [0],
            totalMs: 500,
          });
          const url = `https://${FILES}:${server.port}/a.png`;
          const result = await download(url, memoryStore(), new AbortController().signal);
          results.push(result.ok ? 'ok' : result.why);
        }
      } finally {
        network.close();
      }
      assert.equal(server.connections, before, 'nothing was connected');
      assert.equal(results.at(-1), 'refused-address');
      assert.ok(!results.includes('ok'));
    });
  }
});
