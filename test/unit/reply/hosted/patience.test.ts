/** Stores that take their time: before the headers, and between the headers and the file. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostedDownload, type HostedOptions } from '../../../../src/reply/hosted/download.ts';
import { startRawGateway } from '../../../support/gateway/rawGateway.ts';
import { png } from '../../../support/image/images.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const PNG = Buffer.from(png());
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\nconnection: close\r\n\r\n';
const IDLE_MS = 300;
const PAUSE_MS = 1000;

/** Downloads a file that arrives in pieces, with a pause before each. */
async function endOf(pieces: readonly (string | Uint8Array)[], options: Partial<HostedOptions>) {
  const store = await startRawGateway((socket) => {
    void (async () => {
      for (const piece of pieces) {
        await sleep(PAUSE_MS);
        socket.write(piece);
      }
      socket.end();
    })();
  });
  try {
    const gatewayOrigin = store.origin;
    const download = hostedDownload({ gatewayOrigin, delaysMs: [0], idleMs: IDLE_MS, ...options });
    const signal = new AbortController().signal;
    const result = await download(`${gatewayOrigin}/a.png`, memoryStore(), signal);
    if (result.ok) await result.sink.discard();
    return result.ok ? 'ok' : result.why;
  } finally {
    await store.close();
  }
}

describe('a store', () => {
  test('report-A4 may be silent before its headers', async () => {
    assert.equal(await endOf([Buffer.concat([Buffer.from(HEAD), PNG])], {}), 'ok');
  });

  test('report-A4 may be silent between its headers and the file', async () => {
    assert.equal(await endOf([HEAD, PNG], {}), 'ok');
  });

  test('report-A4 may not stop in the middle of a file', async () => {
    const half = PNG.subarray(0, 70);
    assert.equal(await endOf([HEAD, half, PNG.subarray(70)], {}), 'broken-image');
  });

  test('report-A4 may not be silent forever', async () => {
    assert.equal(await endOf([HEAD, PNG], { silenceMs: 200 }), 'network');
  });
});
