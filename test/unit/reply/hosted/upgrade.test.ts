/** Links with http are requested over https, wherever they come from. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { hostedDownload } from '../../../../src/reply/hosted/download.ts';
import { FILES, startTrustedServer } from '../../../support/gateway/downloadOver.ts';
import { startScriptedGateway } from '../../../support/gateway/scriptedGateway.ts';
import { startTestNetwork } from '../../../support/gateway/testNetwork.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const server = await startTrustedServer();
after(() => server.close());

/** Downloads from an address and returns the requests that the TLS server got. */
async function requestsFor(url: string, gatewayOrigin: string): Promise<readonly string[]> {
  const before = server.requests.length;
  const network = startTestNetwork({
    names: { [FILES]: [['93.184.216.34']] },
    carried: ['93.184.216.34'],
  });
  try {
    const { resolve } = network;
    const download = hostedDownload({ gatewayOrigin, resolve, delaysMs: [0] });
    const result = await download(url, memoryStore(), new AbortController().signal);
    assert.ok(result.ok, result.ok ? '' : result.why);
    await result.sink.discard();
    return server.requests.slice(before);
  } finally {
    network.close();
  }
}

test('report-B4 an http link to a public host is requested over https', async () => {
  const url = `http://${FILES}:${server.port}/a.png`;
  const requests = await requestsFor(url, 'https://gateway.example.net');
  assert.deepEqual(requests, [`${FILES}:${server.port} /a.png`]);
});

test('report-B4 a redirect to http is followed over https', async () => {
  const gateway = await startScriptedGateway();
  try {
    const location = `http://${FILES}:${server.port}/b.png`;
    const url = gateway.host('/r.png', { status: 302, headers: { location } });
    assert.deepEqual(await requestsFor(url, gateway.origin), [`${FILES}:${server.port} /b.png`]);
  } finally {
    await gateway.close();
  }
});
