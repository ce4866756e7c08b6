/** Redirects of the paid POST. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { CANARY } from '../../../support/canary.ts';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed } from '../../../support/faults/faultEnds.ts';
import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';

describe('a redirect is not followed', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    fault('fault-075', `with ${status} to another origin, with any auth style`, async (rig) => {
      const other = await rig.scripted(inlineDataReply(PICTURE));
      for (const auth of ['query', 'bearer', 'x-goog-api-key'] as const) {
        const gateway = await rig.scripted({
          status,
          headers: { location: `${other.origin}/x` },
          body: '',
        });
        const ended = await rig.ask({ at: gateway.origin, auth });
        assertFailed(ended, { outcome: 'config', charge: 'no', first: 'open-settings' });
        assert.ok(
          ended.text.includes(
            `redirects to ${new URL(other.origin).host}. The API key wasn't sent there.`,
          ),
        );
      }
      assert.equal(other.connections, 0);
    });
  }

  fault('fault-076', 'and its connection is closed when its body never ends', async (rig) => {
    const headers = { location: 'https://other.example/' };
    const stall = { kind: 'stall', afterBytes: 10 } as const;
    const gateway = await rig.scripted({
      status: 302,
      headers,
      body: 'x'.repeat(99),
      fault: stall,
    });
    assertFailed(await rig.ask({ at: gateway.origin }), { outcome: 'config', charge: 'no' });
    await gateway.requests[0]?.over;
  });

  for (const location of [
    undefined,
    '/v1beta/models/x:generateContent',
    'file:///etc/passwd',
    'data:text/html,x',
    'http://',
    `https://other.example/?key=${encodeURIComponent(CANARY)}`,
  ]) {
    fault('fault-076', `to ${location?.replace(/key=.*/, 'key=…') ?? 'nowhere'}`, async (rig) => {
      const headers = location === undefined ? {} : { location };
      const gateway = await rig.scripted({ status: 302, headers, body: '' });
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, { outcome: 'config', charge: 'no', says: /redirects? (to|without)/ });
      assert.doesNotMatch(ended.text, /passwd|html|generateContent/);
    });
  }
});
