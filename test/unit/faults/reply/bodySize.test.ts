/** Replies above the size limit. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, type Expected } from '../../../support/faults/faultEnds.ts';
import { inlineDataReply, type ScriptedReply } from '../../../support/gateway/scriptedGateway.ts';

const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };
const packed = (body: Uint8Array, encoding: string): ScriptedReply => ({
  headers: { 'content-encoding': encoding, 'content-type': 'application/json' },
  body,
});

describe('a reply that is too large', () => {
  const TOO_LARGE = { ...BAD, says: /response from .* is too large/ };

  fault(
    'fault-042',
    'is refused without filling the memory when gzip expands to 200 MB',
    async (rig) => {
      const gateway = await rig.scripted(packed(gzipSync(Buffer.alloc(200 << 20, ' ')), 'gzip'));
      const before = process.memoryUsage().rss;
      assertFailed(await rig.ask({ at: gateway.origin }), TOO_LARGE);
      assert.ok(process.memoryUsage().rss - before < 240 << 20);
    },
  );

  fault('fault-043', 'is refused when its texts have 100 MB', async (rig) => {
    const text = 'x'.repeat(1 << 20);
    const parts = Array.from({ length: 100 }, () => ({ text }));
    const body = { candidates: [{ content: { parts }, finishReason: 'STOP' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), { ...TOO_LARGE, keeps: true });
  });

  fault(
    'fault-043',
    'is refused when its image has 80 MB, and the part that arrived is kept',
    async (rig) => {
      const bytes = Buffer.concat([PICTURE, Buffer.alloc(80 << 20)]);
      const gateway = await rig.scripted(inlineDataReply(bytes));
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...TOO_LARGE,
        keeps: true,
        says: /may have been charged/,
      });
    },
  );

  fault('fault-044', 'is refused when it never ends, and the connection is closed', async (rig) => {
    const gateway = await rig.scripted({ body: ' '.repeat(65_536), fault: { kind: 'endless' } });
    assertFailed(await rig.ask({ at: gateway.origin, timeoutMs: 60_000 }), TOO_LARGE);
    await gateway.requests[0]?.over;
  });
});
