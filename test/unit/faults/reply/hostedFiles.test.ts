/** Hosted images: made and charged, but not part of the reply. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HostedOptions } from '../../../../src/reply/hosted/download.ts';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import { BLUE, png } from '../../../support/image/images.ts';
import {
  hostedReply,
  textReply,
  type ScriptedReply,
} from '../../../support/gateway/scriptedGateway.ts';

const LOST: Expected = {
  outcome: 'download_failed',
  charge: 'yes',
  says: /^The image was created, but .* You were charged\./,
  first: 'download-again',
};
const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: PICTURE };
const PAGE: ScriptedReply = {
  headers: { 'content-type': 'text/html' },
  body: '<html>Sign in</html>',
};

/** Shortens the waits of a download for a test. */
const hasty = (options: Omit<HostedOptions, 'gatewayOrigin'> = {}) => ({
  parts: { hosted: { delaysMs: [0, 10, 20, 40], idleMs: 400, ...options } },
});

describe('a file that is late, or gone', () => {
  fault('fault-101', 'is fetched after two 404s', async (rig) => {
    const gateway = await rig.scripted([]);
    gateway.respond(hostedReply(gateway.host('/a.png', { status: 404 }, { status: 404 }, FILE)));
    assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE);
    assert.equal(gateway.downloads.length, 3);
  });

  for (const status of [404, 500, 503]) {
    fault('fault-102', `is given up after four times ${status}`, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', { status })));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
      assert.equal(gateway.downloads.length, 4);
    });
  }

  for (const status of [403, 410]) {
    fault('fault-103', `is given up after one ${status}`, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', { status })));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
      assert.equal(gateway.downloads.length, 1);
    });
  }
});

describe('a file that is not a whole image', () => {
  for (const [name, file] of [
    ['a page', PAGE],
    ['a page called PNG', { ...PAGE, headers: { 'content-type': 'image/png' } }],
    ['SVG', { headers: { 'content-type': 'image/svg+xml' }, body: '<svg onload="alert(1)"/>' }],
    ['JSON', { body: { error: 'gone' } }],
  ] as const) {
    fault('fault-108', `is not saved: ${name}`, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', file)));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
    });
  }

  for (const [name, keeps, file] of [
    [
      'endless',
      false,
      { body: Buffer.concat([PICTURE, Buffer.alloc(60_000)]), fault: { kind: 'endless' } },
    ],
    ['slow', true, { body: PICTURE, fault: { kind: 'stall', afterBytes: 50 } }],
    [
      'a bomb',
      false,
      {
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.concat([PICTURE, Buffer.alloc(100 << 20)])),
      },
    ],
  ] as const satisfies readonly (readonly [string, boolean, ScriptedReply])[]) {
    fault('fault-109', `ends at a limit: ${name}`, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', file)));
      const ended = await rig.ask({ at: gateway.origin, ...hasty({ totalMs: 20_000 }) });
      assertFailed(ended, { ...LOST, keeps });
      assert.equal(ended.report?.pendingDownloads, 1);
    });
  }

  fault(
    'fault-110',
    'is fetched again and saved when it is complete the second time',
    async (rig) => {
      const gateway = await rig.scripted([]);
      const cut = { ...FILE, body: PICTURE.subarray(0, -20) };
      gateway.respond(hostedReply(gateway.host('/a.png', cut, FILE)));
      const ended = await rig.ask({ at: gateway.origin, ...hasty() });
      assertSaved(ended, PICTURE);
      assert.equal(gateway.downloads.length, 2);
    },
  );

  fault('fault-110', 'is kept as incomplete when it is cut off every time', async (rig) => {
    const gateway = await rig.scripted([]);
    const cut = { ...FILE, body: PICTURE.subarray(0, -20) };
    gateway.respond(hostedReply(gateway.host('/a.png', cut)));
    const ended = await rig.ask({ at: gateway.origin, ...hasty() });
    assertFailed(ended, { ...LOST, says: /is incomplete\. You were charged/, keeps: true });
    assert.deepEqual(ended.actions.slice(0, 2), ['download-again', 'save-anyway']);
    assert.equal(ended.report?.pendingDownloads, 1);
  });

  fault(
    'fault-110',
    'is fetched again after a connection that ends before its length',
    async (rig) => {
      const gateway = await rig.scripted([]);
      const cut = { kind: 'cut', how: 'reset', when: 'mid-body', afterBytes: 40 } as const;
      gateway.respond(hostedReply(gateway.host('/a.png', { ...FILE, fault: cut }, FILE)));
      assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE);
    },
  );
});

describe('two hosted files', () => {
  fault('fault-112', 'save the one that is there, with a warning about the other', async (rig) => {
    const gateway = await rig.scripted([]);
    const [here, gone] = [gateway.host('/a.png', FILE), gateway.host('/b.png', { status: 410 })];
    gateway.respond(textReply(`![a](${gone}) ![b](${here})`));
    const ended = await rig.ask({ at: gateway.origin, ...hasty() });
    assertSaved(ended, PICTURE);
    assert.equal(ended.warnings.length, 1);
  });

  fault('fault-112', 'are both saved in their order', async (rig) => {
    const blue = png(5, 5, BLUE);
    const gateway = await rig.scripted([]);
    const first = gateway.host('/a.png', FILE);
    const second = gateway.host('/b.png', { ...FILE, body: blue });
    gateway.respond(textReply(`![a](${first}) ![b](${second})`));
    assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE, blue);
  });
});
