/** Faults after the request, or a part of it, was sent and before a reply arrived: whether it was charged is unknown. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fault, PICTURE } from '../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../support/faults/faultEnds.ts';
import { bigPng } from '../../support/image/images.ts';
import { rawReply } from '../../support/gateway/rawGateway.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';

const UNKNOWN: Expected = {
  outcome: 'unknown',
  charge: 'maybe',
  says: /may have been charged/,
  first: 'open-site',
};
const IMAGE_BODY = JSON.stringify(inlineDataReply(PICTURE).body);

describe('a failure after something was sent may have been charged', () => {
  for (const [row, how, when] of [
    ['fault-014', 'reset', 'before-headers'],
    ['fault-015', 'fin', 'before-headers'],
    ['fault-016', 'fin', 'mid-headers'],
  ] as const) {
    fault(row, `${how} ${when}`, async (rig) => {
      const gateway = await rig.scripted({ fault: { kind: 'cut', how, when } });
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, {
        ...UNKNOWN,
        says: /was lost after the request was sent\. You may have been charged/,
      });
      assert.ok(ended.actions.includes('send-again'));
    });
  }

  for (const [name, bytes] of [
    ['a banner of SSH', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['HTTP 0.9', '<html><body>hello</body></html>'],
    ['bytes of no protocol', '\x00\x01\x02\x03\x04\x05\x06\x07\r\n\r\n'],
  ] as const) {
    fault('fault-017', name, async (rig) => {
      const gateway = await rig.raw(bytes);
      const ended = await rig.ask({ at: gateway.origin });
      const says = /didn't respond with HTTP/;
      assertFailed(ended, { outcome: 'config', charge: 'no', says, first: 'open-settings' });
    });
  }

  for (const [row, name, head] of [
    ['fault-018', 'a block of headers that never ends', `x-long: ${'x'.repeat(40_000)}\r\n`],
    ['fault-019', 'NUL in a header', 'x-bad: a\u0000b\r\n'],
    ['fault-020', 'two lengths', 'content-length: 5\r\n'],
    ['fault-020', 'length and chunks', 'transfer-encoding: chunked\r\n'],
  ] as const) {
    fault(row, name, async (rig) => {
      const gateway = await rig.raw(rawReply(IMAGE_BODY, head));
      assertFailed(await rig.ask({ at: gateway.origin }), UNKNOWN);
    });
  }

  for (const status of ['099 Odd', '999 Odd']) {
    fault('fault-021', `status ${status}`, async (rig) => {
      const gateway = await rig.raw(rawReply('{}', '', status));
      assertFailed(await rig.ask({ at: gateway.origin, timeoutMs: 2000 }), UNKNOWN);
    });
  }

  fault('fault-022', 'an upgrade that was not requested', async (rig) => {
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';
    const gateway = await rig.raw(upgrade);
    assertFailed(await rig.ask({ at: gateway.origin, timeoutMs: 2000 }), UNKNOWN);
  });

  fault('fault-023', 'fifty early hints before the reply', async (rig) => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'.repeat(50);
    const gateway = await rig.raw(hints + rawReply(IMAGE_BODY));
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  fault('fault-024', 'headers that never come', async (rig) => {
    const gateway = await rig.scripted({ fault: { kind: 'silent' } });
    const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1200 });
    assertFailed(ended, {
      ...UNKNOWN,
      says: /No complete response .* after \d+ s\. You may have been charged/,
    });
  });

  fault('fault-025', 'an upload that the server does not read', async (rig) => {
    const gateway = await rig.scripted({ fault: { kind: 'deaf' } });
    const source = bigPng(14_000_000);
    const ended = await rig.ask({ at: gateway.origin, source, timeoutMs: 2500 });
    assertFailed(ended, {
      ...UNKNOWN,
      says: /Uploading to .* stalled after \d+ s.*Smaller images/,
    });
  });

  fault('fault-026', 'the request does not use Expect: 100-continue', async (rig) => {
    const gateway = await rig.scripted({ status: 417, body: '' });
    const ended = await rig.ask({ at: gateway.origin });
    assertFailed(ended, { outcome: 'bad_request', charge: 'no' });
    assert.equal(gateway.requests[0]?.headers.expect, undefined);
  });

  fault('fault-027', 'an answer while the upload still runs', async (rig) => {
    const gateway = await rig.scripted({ status: 413, body: 'too large', early: true });
    const ended = await rig.ask({ at: gateway.origin, source: bigPng(14_000_000) });
    assertFailed(ended, {
      outcome: 'too_large',
      charge: 'no',
      says: /too large .*smaller or fewer images/i,
    });
  });

  fault('fault-028', 'a connection that was kept alive and is closed by now', async (rig) => {
    const gateway = await rig.raw((socket) => {
      socket.write(rawReply(IMAGE_BODY, 'connection: keep-alive\r\n'));
      setTimeout(() => socket.destroy(), 50);
    });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    await sleep(60);
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    assert.equal(gateway.connections, 2);
  });
});
