/** Addresses of hosted images that must not be fetched, and those that may. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { HostedOptions } from '../../../../src/reply/hosted/download.ts';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import { hostedReply, type ScriptedReply } from '../../../support/gateway/scriptedGateway.ts';
import { loopbackCertificate } from '../../../support/gateway/tls.ts';

const LOST: Expected = {
  outcome: 'download_failed',
  charge: 'yes',
  says: /^The image was created, but .* You were charged\./,
  first: 'download-again',
};
const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: PICTURE };

/** Shortens the waits of a download for a test. */
const hasty = (options: Omit<HostedOptions, 'gatewayOrigin'> = {}) => ({
  parts: { hosted: { delaysMs: [0, 10, 20, 40], idleMs: 400, ...options } },
});

describe('a private address', () => {
  for (const to of [
    'http://169.254.169.254/latest/meta-data',
    'https://[fe80::1]/x.png',
    'https://10.0.0.1/x.png',
    'https://localhost/x.png',
  ]) {
    fault('fault-104', `is not fetched after a redirect to ${to}`, async (rig) => {
      const gateway = await rig.scripted([]);
      const moved = { status: 302, headers: { location: to }, body: '' };
      gateway.respond(hostedReply(gateway.host('/a.png', moved)));
      const ended = await rig.ask({ at: gateway.origin, ...hasty() });
      assertFailed(ended, LOST);
      assert.ok(ended.text.includes(new URL(to).host), ended.text);
    });
  }

  fault(
    'fault-104',
    'is not fetched after a redirect to another port of this machine',
    async (rig) => {
      const inner = await rig.scripted(FILE);
      const gateway = await rig.scripted([]);
      const moved = { status: 302, headers: { location: `${inner.origin}/a.png` }, body: '' };
      gateway.respond(hostedReply(gateway.host('/a.png', moved)));
      assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
      assert.equal(inner.connections, 0);
    },
  );

  for (const to of [
    'file:///etc/passwd',
    'ftp://files.example/a.png',
    'data:image/png;base64,AAAA',
    'http://files.example/a.png',
  ]) {
    fault(
      'fault-105',
      `or another scheme is not fetched after a redirect to ${to}`,
      async (rig) => {
        const gateway = await rig.scripted([]);
        const moved = { status: 302, headers: { location: to }, body: '' };
        gateway.respond(hostedReply(gateway.host('/a.png', moved)));
        assertFailed(await rig.ask({ at: gateway.origin, ...hasty() }), LOST);
      },
    );
  }

  fault(
    'fault-106',
    'is not fetched when a name resolves to it, at the first or at the second lookup',
    async (rig) => {
      const tls = await loopbackCertificate();
      const inner = await rig.raw('', { tls });
      const url = `https://files.example:${new URL(inner.origin).port}/a.png`;
      const gateway = await rig.scripted(hostedReply(url));
      // Documentation's own address (RFC 3849): nothing answers there.
      const outside = { address: '2001:db8::1', family: 6 };
      const inside = { address: '127.0.0.1', family: 4 };
      for (const answers of [[[inside]], [[outside, inside]], [[outside], [inside]]]) {
        let lookups = 0;
        const resolve = async (name: string) =>
          // Asked for because of the IPv6 address: this network translates none.
          name === 'ipv4only.arpa' ? [] : (answers[Math.min(lookups++, answers.length - 1)] ?? []);
        assertFailed(
          await rig.ask({ at: gateway.origin, ...hasty({ resolve, totalMs: 5000 }) }),
          LOST,
        );
        assert.equal(lookups, answers.length);
      }
      assert.equal(inner.connections, 0);
    },
  );

  fault(
    'fault-107',
    "is fetched when it is the gateway's own origin, without the key",
    async (rig) => {
      const gateway = await rig.scripted([]);
      gateway.respond(hostedReply(gateway.host('/a.png', FILE)));
      for (const auth of ['query', 'bearer', 'x-goog-api-key'] as const) {
        assertSaved(await rig.ask({ at: gateway.origin, auth, ...hasty() }), PICTURE);
      }
      assert.equal(gateway.downloads.length, 3);
      for (const { url, headers } of gateway.downloads) {
        assert.deepEqual(
          [url, headers.authorization, headers['x-goog-api-key'], headers.cookie],
          ['/a.png', undefined, undefined, undefined],
        );
      }
    },
  );
});

describe('an odd address', () => {
  fault(
    'fault-111',
    'is sent with the token in its query, which is shown and logged nowhere',
    async (rig) => {
      const gateway = await rig.scripted([]);
      const url = gateway.host('/a.png', { status: 403 });
      gateway.respond(hostedReply(`${url}?token=s3cr3t-signature&key=${'k'.repeat(8000)}`));
      const ended = await rig.ask({ at: gateway.origin, ...hasty() });
      assertFailed(ended, LOST);
      assert.match(gateway.downloads[0]?.url ?? '', /token=s3cr3t-signature/);
      assert.doesNotMatch(`${ended.text}${rig.log.join('')}`, /s3cr3t|kkkk/);
    },
  );

  fault('fault-111', 'is sent without its fragment', async (rig) => {
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
    fault('fault-111', `is not fetched: ${url}`, async (rig) => {
      const gateway = await rig.scripted(hostedReply(url));
      const resolve = async () => assert.fail('a name was looked up');
      const ended = await rig.ask({ at: gateway.origin, ...hasty({ resolve }) });
      assertFailed(ended, LOST);
      assert.doesNotMatch(ended.text, /user:pass/);
    });
  }
});
