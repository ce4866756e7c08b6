/** Faults in the body of a reply that began well. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { assertFailed, assertSaved, fault, PICTURE, type Expected } from '../../../support/faults.ts';
import { jpeg } from '../../../support/image/images.ts';
import { inlineDataReply, type ScriptedReply } from '../../../support/gateway/scriptedGateway.ts';

const IMAGE_BODY = JSON.stringify(inlineDataReply(PICTURE).body);
const HALF = Math.floor(IMAGE_BODY.length / 2);
const BROKE_OFF: Expected = {
  outcome: 'unknown',
  charge: 'maybe',
  says: /cut off after \d+ B\. You were probably charged/,
  first: 'open-site',
};
/** The same, with the part of the image that came, which is offered as incomplete. */
const BROKE_OFF_WITHIN: Expected = { ...BROKE_OFF, keeps: true };
const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };

/** A reply whose stated length differs from what is sent. */
const withLength = (length: number, body = IMAGE_BODY): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const packed = (body: Uint8Array, encoding: string): ScriptedReply => ({
  headers: { 'content-encoding': encoding, 'content-type': 'application/json' },
  body,
});

describe('the body breaks', () => {
  for (const [row, how] of [
    ['fault-029', 'reset'],
    ['fault-030', 'fin'],
  ] as const) {
    fault(row, `${how} in the middle of the image`, async (rig) => {
      const cut = { kind: 'cut', how, when: 'mid-body', afterBytes: HALF } as const;
      const gateway = await rig.scripted({ ...inlineDataReply(PICTURE), fault: cut });
      assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
    });

    fault(row, `${how} after the image: it is here, and counts`, async (rig) => {
      const afterBytes = IMAGE_BODY.indexOf('"usageMetadata"');
      const cut = { kind: 'cut', how, when: 'mid-body', afterBytes } as const;
      const gateway = await rig.scripted({ ...inlineDataReply(PICTURE), fault: cut });
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault('fault-031', 'a length that is too small', async (rig) => {
    const gateway = await rig.raw(withLength(HALF));
    assertFailed(await rig.ask({ at: gateway.origin }), {
      ...BAD,
      says: /ended early|incomplete/,
      keeps: true,
    });
  });

  fault('fault-032', 'a length that is too large: what is complete counts', async (rig) => {
    const gateway = await rig.raw((socket) => socket.write(withLength(IMAGE_BODY.length + 999)));
    assertSaved(await rig.ask({ at: gateway.origin, timeoutMs: 1500 }), PICTURE);
  });

  fault('fault-032', 'a length that is too large, and half an image', async (rig) => {
    const half = withLength(IMAGE_BODY.length, IMAGE_BODY.slice(0, HALF));
    const gateway = await rig.raw((socket) => socket.write(half));
    const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1500 });
    assertFailed(ended, { ...BROKE_OFF_WITHIN, says: /No complete response/ });
  });

  fault('fault-033', 'chunks without a last one', async (rig) => {
    const gateway = await rig.raw(CHUNKED + chunk(IMAGE_BODY.slice(0, HALF)));
    assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
  });

  fault('fault-034', 'a chunk whose size is not a number', async (rig) => {
    const gateway = await rig.raw(`${CHUNKED}${chunk(IMAGE_BODY.slice(0, HALF))}zz\r\n`);
    assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
  });

  fault('fault-035', 'no length, and the connection ends within the JSON', async (rig) => {
    const gateway = await rig.raw(`HTTP/1.1 200 OK\r\n\r\n${IMAGE_BODY.slice(0, HALF)}`);
    const ended = await rig.ask({ at: gateway.origin });
    assertFailed(ended, { ...BAD, says: /ended early|incomplete/, keeps: true });
    assert.doesNotMatch(ended.text, /JSON|Unexpected/);
  });

  fault(
    'fault-035',
    'no length, and the end comes after a whole image: it is kept',
    async (rig) => {
      const end = IMAGE_BODY.indexOf('"finishReason"');
      const gateway = await rig.raw(`HTTP/1.1 200 OK\r\n\r\n${IMAGE_BODY.slice(0, end)}`);
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, {
        ...BAD,
        says: /ended early.*The image it contains is kept/,
        kept: 1,
        first: 'show-unsaved',
      });
    },
  );

  fault('fault-036', 'a drip of single bytes', async (rig) => {
    const gateway = await rig.scripted({
      ...inlineDataReply(PICTURE),
      chunkBytes: 1,
      chunkDelayMs: 100,
    });
    const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1500 });
    assertFailed(ended, { ...BROKE_OFF, says: /No complete response .* after \d+ s/ });
  });
});

describe('encodings', () => {
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const) {
    fault('fault-037', encoding, async (rig) => {
      const gateway = await rig.scripted(packed(pack(IMAGE_BODY), encoding));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });

    fault('fault-038', `${encoding}, cut`, async (rig) => {
      // A JPEG's bytes hardly pack, so that half of the packed bytes is about half of the image.
      const whole = pack(JSON.stringify(inlineDataReply(jpeg(200, 200), 'image/jpeg').body));
      const half = whole.subarray(0, Math.floor(whole.length / 2));
      const gateway = await rig.scripted(packed(half, encoding));
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...BAD,
        keeps: true,
        says: /ended early|incomplete/,
      });
    });
  }

  fault(
    'fault-038',
    'gzip without its last bytes: the image is complete, and counts',
    async (rig) => {
      const gateway = await rig.scripted(packed(gzipSync(IMAGE_BODY).subarray(0, -6), 'gzip'));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    },
  );

  fault('fault-039', 'labeled as gzip, but not compressed', async (rig) => {
    const gateway = await rig.scripted(packed(Buffer.from(IMAGE_BODY), 'gzip'));
    assertFailed(await rig.ask({ at: gateway.origin }), BAD);
  });

  for (const [row, encoding] of [
    ['fault-040', 'zstd'],
    ['fault-040', 'exotic'],
    ['fault-041', 'gzip, gzip'],
    ['fault-041', 'gzip, br, gzip, br, gzip, br'],
  ] as const) {
    fault(row, encoding, async (rig) => {
      const body =
        row === 'fault-040' ? zstdCompressSync(IMAGE_BODY) : gzipSync(gzipSync(IMAGE_BODY));
      const gateway = await rig.scripted(packed(body, encoding));
      assertFailed(await rig.ask({ at: gateway.origin }), BAD);
    });
  }
});

describe('too much', () => {
  const TOO_LARGE = { ...BAD, says: /response from .* is too large/ };

  fault('fault-042', 'a bomb of 200 MB in gzip', async (rig) => {
    const gateway = await rig.scripted(packed(gzipSync(Buffer.alloc(200 << 20, ' ')), 'gzip'));
    const before = process.memoryUsage().rss;
    assertFailed(await rig.ask({ at: gateway.origin }), TOO_LARGE);
    assert.ok(process.memoryUsage().rss - before < 240 << 20);
  });

  fault('fault-043', 'an honest body of 100 MB', async (rig) => {
    const text = 'x'.repeat(1 << 20);
    const parts = Array.from({ length: 100 }, () => ({ text }));
    const body = { candidates: [{ content: { parts }, finishReason: 'STOP' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), TOO_LARGE);
  });

  fault('fault-043', 'an image of 100 MB', async (rig) => {
    const bytes = Buffer.concat([PICTURE, Buffer.alloc(80 << 20)]);
    const gateway = await rig.scripted(inlineDataReply(bytes));
    assertFailed(await rig.ask({ at: gateway.origin }), {
      ...TOO_LARGE,
      keeps: true,
      says: /may have been charged/,
    });
  });

  fault('fault-044', 'a body that never ends', async (rig) => {
    const gateway = await rig.scripted({ body: ' '.repeat(65_536), fault: { kind: 'endless' } });
    assertFailed(await rig.ask({ at: gateway.origin, timeoutMs: 60_000 }), TOO_LARGE);
    await gateway.requests[0]?.over;
  });
});

describe('nothing, and other alphabets', () => {
  for (const [row, status] of [
    ['fault-045', 200],
    ['fault-046', 204],
    ['fault-046', 205],
    ['fault-046', 304],
  ] as const) {
    fault(row, `an empty ${status}`, async (rig) => {
      const gateway = await rig.raw(`HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`);
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...BAD,
        says: /is empty \(\d+\).*may have been charged/,
      });
    });
  }

  fault('fault-047', 'a byte order mark', async (rig) => {
    const gateway = await rig.scripted({ body: `\ufeff${IMAGE_BODY}` });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  fault('fault-048', 'UTF-16', async (rig) => {
    const gateway = await rig.scripted({ body: Buffer.from(`\ufeff${IMAGE_BODY}`, 'utf16le') });
    assertFailed(await rig.ask({ at: gateway.origin }), BAD);
  });

  fault('fault-049', 'NUL, lone surrogates and bidi marks in a text', async (rig) => {
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
    assertFailed(ended, { outcome: 'no_image', charge: 'maybe', says: /Response: “no.*picture”/ });
    assert.doesNotMatch(ended.text, /\p{C}/u);
    for (const line of rig.log)
      assert.doesNotMatch(line, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('streams', () => {
  const STREAM = { 'content-type': 'text/event-stream' };
  for (const [name, newline] of [
    ['LF', '\n'],
    ['CR', '\r'],
    ['CRLF', '\r\n'],
  ] as const) {
    fault('fault-051', `lines end with ${name}, and no [DONE]`, async (rig) => {
      const body = `: ping${newline}${newline}data: ${IMAGE_BODY}${newline}${newline}`;
      const gateway = await rig.scripted({ headers: STREAM, body });
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault('fault-051', 'cut within the image', async (rig) => {
    const body = `data: ${IMAGE_BODY}\n\n`;
    const cut = { kind: 'cut', how: 'fin', when: 'mid-body', afterBytes: HALF } as const;
    const gateway = await rig.scripted({ headers: STREAM, body, fault: cut });
    assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
  });

  fault('fault-051', 'heartbeats and nothing else do not reset the total deadline', async (rig) => {
    const body = ': keep-alive\n\n'.repeat(400);
    const gateway = await rig.scripted({ headers: STREAM, body, chunkBytes: 14, chunkDelayMs: 50 });
    const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1200 });
    assertFailed(ended, { ...BROKE_OFF, says: /No complete response/ });
  });

  const error = {
    error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' },
  };
  fault('fault-052', 'an error in a stream that began with 200', async (rig) => {
    const body = `: ping\n\ndata: ${JSON.stringify(error)}\n\n`;
    const gateway = await rig.scripted({ headers: STREAM, body });
    assertFailed(await rig.ask({ at: gateway.origin }), { outcome: 'busy', charge: 'no' });
  });

  fault('fault-052', 'an error after a whole image: the image counts', async (rig) => {
    const body = `data: ${IMAGE_BODY}\n\ndata: ${JSON.stringify(error)}\n\n`;
    const gateway = await rig.scripted({ headers: STREAM, body });
    const ended = await rig.ask({ at: gateway.origin });
    assertSaved(ended, PICTURE);
    assert.equal(ended.warnings.length, 1);
  });
});
