/** The image is made and paid for, and lies elsewhere. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HostedOptions } from '../../../../src/reply/hosted/download.ts';
import { assertFailed, assertSaved, fault, PICTURE, type Expected } from '../../../support/faults.ts';
import { BLUE, png } from '../../../support/image/images.ts';
import {
  hostedReply,
  textReply,
  type ScriptedReply,
} from '../../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../../support/gateway/tls.ts';

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

/** As it is, with waits that a test can stand. */
const hasty = (options: Omit<HostedOptions, 'gatewayOrigin'> = {}) => ({
  parts: { hosted: { delaysMs: [0, 10, 20, 40], idleMs: 400, ...options } },
});

describe('a file that is late, or gone', () => {
  fault('fault-101', '404 at first', async (rig) => {
    const gateway = await rig.scripted([]);
    gateway.respond(hostedReply(gateway.host('/a.png', { status: 404 }, { status: 404 }, FILE)));
    assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE);
    assert.equal(gateway.downloads.length, 3);
  });

  for (const status of [404, 500, 503]) {
    fault('fault-102', `${status} to the end`, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', { status })));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
      assert.equal(gateway.downloads.length, 4);
    });
  }

  for (const status of [403, 410]) {
    fault('fault-103', `${status}: no second try`, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', { status })));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
      assert.equal(gateway.downloads.length, 1);
    });
  }
});

describe('addresses that lead inward', () => {
  for (const to of [
    'http://169.254.169.254/latest/meta-data',
    'https://[fe80::1]/x.png',
    'https://10.0.0.1/x.png',
    'https://localhost/x.png',
  ]) {
    fault('fault-104', `a redirect to ${to}`, async (rig) => {
      const gateway = await rig.scripted([]);
      const moved = { status: 302, headers: { location: to }, body: '' };
      gateway.respond(hostedReply(gateway.host('/a.png', moved)));
      const ended = await rig.ask({ at: gateway.origin, ...hasty() });
      assertFailed(ended, LOST);
      assert.ok(ended.text.includes(new URL(to).host), ended.text);
    });
  }

  fault('fault-104', 'a redirect to another port of this machine', async (rig) => {
    const inner = await rig.scripted(FILE);
    const gateway = await rig.scripted([]);
    const moved = { status: 302, headers: { location: `${inner.origin}/a.png` }, body: '' };
    gateway.respond(hostedReply(gateway.host('/a.png', moved)));
    assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
    assert.equal(inner.connections, 0);
  });

  for (const to of [
    'file:///etc/passwd',
    'ftp://files.example/a.png',
    'data:image/png;base64,AAAA',
    'http://files.example/a.png',
  ]) {
    fault('fault-105', `a redirect to ${to}`, async (rig) => {
      const gateway = await rig.scripted([]);
      const moved = { status: 302, headers: { location: to }, body: '' };
      gateway.respond(hostedReply(gateway.host('/a.png', moved)));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
    });
  }

  fault('fault-106', 'a name of this machine, at the first or the second lookup', async (rig) => {
    const tls = await loopbackCertificate();
    const inner = await rig.raw('', { tls });
    const url = `https://files.example:${new URL(inner.origin).port}/a.png`;
    const gateway = await rig.scripted(hostedReply(url));
    // Documentation's own address (RFC 3849): nothing answers there.
    const outside = { address: '2001:db8::1', family: 6 };
    const inside = { address: '127.0.0.1', family: 4 };
    for (const answers of [[[inside]], [[outside, inside]], [[outside], [inside]]]) {
      let asked = 0;
      const resolve = async () => answers[Math.min(asked++, answers.length - 1)] ?? [];
      assertFailed(
        await rig.ask({ at: gateway.origin, ...hasty({ resolve, totalMs: 5000 }) }),
        LOST,
      );
      assert.equal(asked, answers.length);
    }
    assert.equal(inner.connections, 0);
  });

  fault('fault-107', 'the origin of the gateway itself may be private', async (rig) => {
    const gateway = await rig.scripted([]);
    gateway.respond(hostedReply(gateway.host('/a.png', FILE)));
    for (const auth of ['query', 'bearer', 'x-goog-api-key'] as const) {
      assertSaved(await rig.ask({ at: gateway.origin, auth, ...hasty() }), PICTURE);
    }
    for (const { url, headers } of gateway.downloads) {
      assert.deepEqual(
        [url, headers.authorization, headers['x-goog-api-key'], headers.cookie],
        ['/a.png', undefined, undefined, undefined],
      );
    }
  });
});

describe('a file that is not an image', () => {
  for (const [name, file] of [
    ['a page', PAGE],
    ['a page called PNG', { ...PAGE, headers: { 'content-type': 'image/png' } }],
    ['SVG', { headers: { 'content-type': 'image/svg+xml' }, body: '<svg onload="alert(1)"/>' }],
    ['JSON', { body: { error: 'gone' } }],
  ] as const) {
    fault('fault-108', name, async (rig) => {
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
    fault('fault-109', name, async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', file)));
      const ended = await rig.ask({ at: gateway.origin, ...hasty({ totalMs: 20_000 }) });
      assertFailed(ended, { ...LOST, keeps });
      assert.equal(ended.report?.pendingDownloads, 1);
    });
  }

  fault('fault-110', 'cut off once, complete the second time', async (rig) => {
    const gateway = await rig.scripted([]);
    const cut = { ...FILE, body: PICTURE.subarray(0, -20) };
    gateway.respond(hostedReply(gateway.host('/a.png', cut, FILE)));
    const ended = await rig.ask({ at: gateway.origin, ...hasty() });
    assertSaved(ended, PICTURE);
    assert.equal(gateway.downloads.length, 2);
  });

  fault('fault-110', 'cut every time', async (rig) => {
    const gateway = await rig.scripted([]);
    const cut = { ...FILE, body: PICTURE.subarray(0, -20) };
    gateway.respond(hostedReply(gateway.host('/a.png', cut)));
    const ended = await rig.ask({ at: gateway.origin, ...hasty() });
    assertFailed(ended, { ...LOST, says: /is incomplete\. You were charged/, keeps: true });
    assert.deepEqual(ended.actions.slice(0, 2), ['download-again', 'save-anyway']);
    assert.equal(ended.report?.pendingDownloads, 1);
  });

  fault('fault-110', 'a connection that ends before the length', async (rig) => {
    const gateway = await rig.scripted([]);
    const cut = { kind: 'cut', how: 'reset', when: 'mid-body', afterBytes: 40 } as const;
    gateway.respond(hostedReply(gateway.host('/a.png', { ...FILE, fault: cut }, FILE)));
    assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE);
  });
});

describe('odd addresses', () => {
  fault('fault-111', 'a token in the query is sent, and shown nowhere', async (rig) => {
    const gateway = await rig.scripted([]);
    const url = gateway.host('/a.png', { status: 403 });
    gateway.respond(hostedReply(`${url}?token=s3cr3t-signature&key=${'k'.repeat(8000)}`));
    const ended = await rig.ask({ at: gateway.origin, ...hasty() });
    assertFailed(ended, LOST);
    assert.match(gateway.downloads[0]?.url ?? '', /token=s3cr3t-signature/);
    assert.doesNotMatch(`${ended.text}${rig.log.join('')}`, /s3cr3t|kkkk/);
  });

  fault('fault-111', 'a fragment stays here', async (rig) => {
    const gateway = await rig.scripted([]);
    gateway.respond(hostedReply(`${gateway.host('/a.png', FILE)}#part`));
    assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE);
    assert.equal(gateway.downloads[0]?.url, '/a.png');
  });

  for (const url of [
    'https://user:pass@files.example/a.png',
    'https:\\\\10.0.0.1\\a.png',
    'https://１２７.０.０.１/a.png',
    'https://0x7f.1/a.png',
  ]) {
    fault('fault-111', url, async (rig) => {
      const gateway = await rig.scripted(hostedReply(url));
      const resolve = async () => assert.fail('a name was looked up');
      const ended = await rig.ask({ at: gateway.origin, ...hasty({ resolve }) });
      assert.ok(ended.outcome === 'download_failed' || ended.outcome === 'no_image', ended.text);
      assertFailed(ended, { outcome: ended.outcome });
      assert.doesNotMatch(ended.text, /user:pass/);
    });
  }

  fault('fault-112', 'two files, of which one is gone', async (rig) => {
    const gateway = await rig.scripted([]);
    const [here, gone] = [gateway.host('/a.png', FILE), gateway.host('/b.png', { status: 410 })];
    gateway.respond(textReply(`![a](${gone}) ![b](${here})`));
    const ended = await rig.ask({ at: gateway.origin, ...hasty() });
    assertSaved(ended, PICTURE);
    assert.equal(ended.warnings.length, 1);
  });

  fault('fault-112', 'two files', async (rig) => {
    const blue = png(5, 5, BLUE);
    const gateway = await rig.scripted([]);
    const first = gateway.host('/a.png', FILE);
    const second = gateway.host('/b.png', { ...FILE, body: blue });
    gateway.respond(textReply(`![a](${first}) ![b](${second})`));
    assertSaved(await rig.ask({ at: gateway.origin, ...hasty() }), PICTURE, blue);
  });
});
