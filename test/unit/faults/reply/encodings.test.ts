/** Replies in every content encoding and in odd character encodings. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import { jpeg } from '../../../support/image/images.ts';
import { inlineDataReply, type ScriptedReply } from '../../../support/gateway/scriptedGateway.ts';

const IMAGE_BODY = JSON.stringify(inlineDataReply(PICTURE).body);
const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };
const packed = (body: Uint8Array, encoding: string): ScriptedReply => ({
  headers: { 'content-encoding': encoding, 'content-type': 'application/json' },
  body,
});

describe('a compressed reply', () => {
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const) {
    fault('fault-037', `in ${encoding} saves its image`, async (rig) => {
      const gateway = await rig.scripted(packed(pack(IMAGE_BODY), encoding));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });

    fault(
      'fault-038',
      `in ${encoding} that is cut off keeps the part of its image`,
      async (rig) => {
        // A JPEG's bytes hardly pack, so that half of the packed bytes is about half of the image.
        const whole = pack(JSON.stringify(inlineDataReply(jpeg(200, 200), 'image/jpeg').body));
        const half = whole.subarray(0, Math.floor(whole.length / 2));
        const gateway = await rig.scripted(packed(half, encoding));
        assertFailed(await rig.ask({ at: gateway.origin }), {
          ...BAD,
          keeps: true,
          says: /ended early|incomplete/,
        });
      },
    );
  }

  fault(
    'fault-038',
    'in gzip without its last bytes saves an image that is complete',
    async (rig) => {
      const gateway = await rig.scripted(packed(gzipSync(IMAGE_BODY).subarray(0, -6), 'gzip'));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    },
  );

  fault(
    'fault-039',
    'that is labeled as gzip, but not compressed, saves its image',
    async (rig) => {
      const gateway = await rig.scripted(packed(Buffer.from(IMAGE_BODY), 'gzip'));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    },
  );

  for (const [row, encoding, pack] of [
    ['fault-040', 'zstd', zstdCompressSync],
    ['fault-040', 'exotic', gzipSync],
    ['fault-041', 'gzip, gzip', (body: string) => gzipSync(gzipSync(body))],
    ['fault-041', 'gzip, br, gzip, br, gzip, br', (body: string) => gzipSync(gzipSync(body))],
  ] as const) {
    fault(row, `in the encoding “${encoding}” saves its image`, async (rig) => {
      const gateway = await rig.scripted(packed(pack(IMAGE_BODY), encoding));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault('fault-040', 'in an encoding that Easel cannot undo is kept as it is', async (rig) => {
    const body = Buffer.from(IMAGE_BODY).map((byte) => byte ^ 0xa5);
    const gateway = await rig.scripted(packed(body, 'exotic'));
    assertFailed(await rig.ask({ at: gateway.origin }), {
      ...BAD,
      keeps: true,
      first: 'show-unsaved',
      says: /The response \(.*\) is kept/,
    });
  });
});

describe('a reply in another alphabet, or in none', () => {
  for (const [row, status] of [
    ['fault-045', 200],
    ['fault-046', 204],
    ['fault-046', 205],
    ['fault-046', 304],
  ] as const) {
    fault(row, `with status ${status} and no body is empty`, async (rig) => {
      const gateway = await rig.raw(`HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`);
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...BAD,
        says: /is empty \(\d+\).*may have been charged/,
      });
    });
  }

  fault('fault-047', 'with a byte order mark saves its image', async (rig) => {
    const gateway = await rig.scripted({ body: `\ufeff${IMAGE_BODY}` });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  fault('fault-048', 'in UTF-16 saves its image', async (rig) => {
    const gateway = await rig.scripted({ body: Buffer.from(`\ufeff${IMAGE_BODY}`, 'utf16le') });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  fault(
    'fault-049',
    'with NUL, lone surrogates, and bidi marks shows and logs none of them',
    async (rig) => {
      const body = {
        candidates: [
          {
            content: { parts: [{ text: 'no\u0000\ud800\u202e\u2066 picture' }] },
            finishReason: 'STOP',
          },
        ],
      };
      const gateway = await rig.scripted({ body });
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, {
        outcome: 'no_image',
        charge: 'maybe',
        says: /Response: “no.*picture”/,
      });
      assert.doesNotMatch(ended.text, /\p{C}/u);
      assert.ok(rig.log.length > 0);
      for (const line of rig.log)
        assert.doesNotMatch(line, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
    },
  );
});
