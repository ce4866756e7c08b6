import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import {
  hostedReply,
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../support/gateway/scriptedGateway.ts';
import { withGateway, type Rig } from './rig/gateway.ts';
import { RESULT, SOURCE } from './rig/images.ts';
import { discardUnsaved } from './rig/unsaved.ts';
import type { Tests } from './suite.ts';

export const tests: Tests = {
  'threat-T05 no redirect of the POST is followed': () =>
    withTwo(async (rig, other) => {
      const images = [await rig.put('cat.png', SOURCE)];
      for (const status of [301, 302, 303, 307, 308]) {
        rig.gateway.respond({ status, headers: { location: `${other.origin}/v1beta` } });
        const result = await rig.edit({ prompt: `x ${status}`, images });
        assert.equal(result.outcome, 'config', `${status}: ${result.message ?? ''}`);
        assert.ok(result.message?.includes(new URL(other.origin).host), result.message);
      }
      assert.equal(rig.gateway.posts, 5);
      assert.equal(other.connections, 0);
    }),

  'threat-T06 no hosted image is fetched from this machine, however its address is spelled': () =>
    withTwo(async (rig, other) => {
      const { port } = new URL(other.origin);
      const images = [await rig.put('cat.png', SOURCE)];
      const hosts = [
        '127.0.0.1',
        '127.1',
        '2130706433',
        '0x7f.1',
        '[::ffff:127.0.0.1]',
        'localhost',
      ];
      const redirect = rig.gateway.host('/moved.png', {
        status: 302,
        headers: { location: `${other.origin}/x.png` },
      });
      const urls = hosts.flatMap((host) => [
        `http://${host}:${port}/x.png`,
        `https://${host}:${port}/x.png`,
      ]);
      for (const url of [...urls, redirect]) {
        rig.gateway.respond(hostedReply(url));
        const result = await rig.edit({ prompt: url, images });
        assert.notEqual(result.outcome, 'saved', url);
      }
      assert.equal(rig.gateway.posts, urls.length + 1);
      assert.equal(other.connections, 0);
      assert.deepEqual(readdirSync(rig.folder), ['cat.png']);
      assert.equal(await discardUnsaved(), urls.length + 1, 'every address is kept');
    }),

  'threat-T32 the metadata address of a cloud is never opened': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      rig.gateway.respond(hostedReply('http://169.254.169.254/latest/meta-data/x.png'));
      const result = await rig.edit({ prompt: 'x', images });
      assert.equal(result.outcome, 'download_failed', result.message);
      assert.match(result.message ?? '', /169\.254\.169\.254/);
      await discardUnsaved();
    }),
};

/** Starts a gateway with a key, and a listener on another port that must get no request. */
async function withTwo(work: (rig: Rig, other: ScriptedGateway) => Promise<void>): Promise<void> {
  const other = await startScriptedGateway({ script: inlineDataReply(RESULT) });
  try {
    await withGateway('crazyrouter', (rig) => work(rig, other));
  } finally {
    await other.close();
  }
}
