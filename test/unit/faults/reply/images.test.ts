/** Images that differ from their label, or are incomplete. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import { bigPng, BLUE, jpeg, png, WEBP } from '../../../support/image/images.ts';
import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';

const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const DATA = base64(PICTURE);
const inline = (data: string, mimeType = 'image/png'): object => ({
  inlineData: { mimeType, data },
});
const turn = (...parts: readonly object[]): object => ({
  body: { candidates: [{ content: { parts }, finishReason: 'STOP' }] },
});

describe('an image', () => {
  fault('fault-063', 'is saved in its order among others and among texts', async (rig) => {
    const blue = png(5, 5, BLUE);
    const gateway = await rig.scripted(
      turn({ text: 'First' }, inline(DATA), { text: 'and' }, inline(base64(blue)), {
        text: 'done',
      }),
    );
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE, blue);
  });

  for (const [name, bytes, mimeType, extension] of [
    ['JPEG called PNG', jpeg(), 'image/png', 'jpg'],
    ['WebP called octets', WEBP, 'application/octet-stream', 'webp'],
  ] as const) {
    fault('fault-064', `is saved with the extension of its bytes: ${name}`, async (rig) => {
      const gateway = await rig.scripted(inlineDataReply(bytes, mimeType));
      const ended = await rig.ask({ at: gateway.origin });
      assertSaved(ended, bytes);
      assert.match([...ended.saved.keys()][0] ?? '', new RegExp(`\\.${extension}$`));
    });
  }

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  for (const mimeType of ['image/svg+xml', 'image/png']) {
    fault('fault-065', `is not SVG, called ${mimeType}`, async (rig) => {
      const gateway = await rig.scripted(inlineDataReply(svg, mimeType));
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...BAD,
        keeps: true,
        says: /returned data that isn't an image.*The response .* is kept/,
      });
    });
  }

  const big = bigPng(60_000);
  for (const [name, bytes] of [
    ['PNG cut in its pixels', big.subarray(0, 40_000)],
    ['PNG without its end', big.subarray(0, -12)],
    ['JPEG without its end', jpeg(300, 300).subarray(0, -2)],
    ['WebP that is longer than it is', WEBP.subarray(0, -10)],
  ] as const) {
    fault('fault-066', `is kept as incomplete: ${name}`, async (rig) => {
      const gateway = await rig.scripted(inlineDataReply(bytes));
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, {
        ...BAD,
        says: /returned an incomplete image/,
        first: 'save-anyway',
        keeps: true,
      });
    });
  }

  fault('fault-067', 'with bytes after its end is saved unchanged', async (rig) => {
    const polyglot = Buffer.concat([PICTURE, Buffer.from('<script>alert(1)</script>')]);
    const gateway = await rig.scripted(inlineDataReply(polyglot));
    assertSaved(await rig.ask({ at: gateway.origin }), polyglot);
  });

  fault('fault-068', 'may have one pixel', async (rig) => {
    const gateway = await rig.scripted(inlineDataReply(png(1, 1)));
    assertSaved(await rig.ask({ at: gateway.origin }), png(1, 1));
  });

  fault('fault-068', 'without pixels is not saved', async (rig) => {
    const none = Buffer.from(png(1, 1));
    none.writeUInt32BE(0, 16);
    const gateway = await rig.scripted(inlineDataReply(none));
    assertFailed(await rig.ask({ at: gateway.origin }), { ...BAD, keeps: true });
  });

  fault(
    'fault-068',
    'a huge image is saved, and its size comes from the header alone',
    async (rig) => {
      const wide = png(30_000, 20);
      const gateway = await rig.scripted(inlineDataReply(wide));
      const ended = await rig.ask({ at: gateway.origin });
      assertSaved(ended, wide);
      assert.equal(ended.report?.images[0]?.facts.width, 30_000);
    },
  );
});
