import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { decodeBody } from '../../../../src/reply/receive/decodeBody.ts';
import { readReply } from '../../../../src/reply/readReply.ts';
import type { PayloadSink } from '../../../../src/reply/types.ts';
import { assertImages, feed, feedBody } from '../../../support/gateway/feed.ts';
import { events, inline, turn } from '../../../support/gateway/replyJson.ts';
import { jpeg, png } from '../../../support/image/images.ts';
import { memoryStore } from '../../../support/memoryStore.ts';

const PNG = Buffer.from(png());
const BODY = turn([inline(PNG.toString('base64'))]);
const JSON_BYTES = Buffer.from(JSON.stringify(BODY));

const headerOf = (name: string | undefined) =>
  name === undefined ? {} : { headers: { 'content-encoding': name } };

describe('a body that is plain', () => {
  for (const name of ['gzip', 'br', 'deflate', 'zstd', 'gzip, br', 'aws-chunked', 'utf-8', 'x']) {
    it(`report-A1 gives its image though its header says ${name}`, async () => {
      assertImages(await feedBody(BODY, headerOf(name)), PNG);
    });

    it(`report-A1 gives its image in events though its header says ${name}`, async () => {
      const body = `: PING\n\n${events(turn([{ text: 'a' }], null), BODY)}`;
      assertImages(await feedBody(body, headerOf(name)), PNG);
    });
  }

  it('report-A1 is an image itself', async () => {
    for (const image of [PNG, Buffer.from(jpeg())]) {
      for (const name of [undefined, 'gzip', 'br']) {
        const outcome = await feedBody(image, headerOf(name));
        assertImages(outcome, image);
        assert.equal(outcome.reply.problem, undefined);
      }
    }
  });

  it('report-A1 begins with an array, as a compressed body may', async () => {
    // The first byte of Brotli for 64 KiB to 1 MiB is that of a bracket.
    const large = Buffer.from(JSON.stringify([turn([{ text: 'x'.repeat(70_000) }], null), BODY]));
    assert.equal(brotliCompressSync(large)[0], large[0]);
    assertImages(await feedBody(large, headerOf('br')), PNG);
    assertImages(await feedBody(brotliCompressSync(large), headerOf('br')), PNG);
    assertImages(await feedBody(brotliCompressSync(large)), PNG);
  });
});

const PACKS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gzipSync(bytes),
  zlib: (bytes) => deflateSync(bytes),
  deflate: (bytes) => deflateRawSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  zstd: (bytes) => zstdCompressSync(bytes),
};

describe('a body that is compressed', () => {
  for (const [name, pack] of Object.entries(PACKS)) {
    for (const header of [undefined, 'identity', 'gzip', 'br', 'utf-8']) {
      it(`report-A2 gives its image in ${name} with the header ${header ?? 'missing'}`, async () => {
        assertImages(await feedBody(pack(JSON_BYTES), headerOf(header)), PNG);
        const bytes = pack(JSON_BYTES);
        const chunks = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
        assertImages(await feed({ chunks, ...headerOf(header) }), PNG);
      });
    }

    for (const [outer, wrap] of Object.entries(PACKS)) {
      it(`report-A2 gives its image in ${name} within ${outer}, whatever the header says`, async () => {
        for (const header of [undefined, `${name}, ${outer}`, outer]) {
          assertImages(await feedBody(wrap(pack(JSON_BYTES)), headerOf(header)), PNG);
        }
      });
    }
  }

  for (const encoding of ['utf16le', 'utf16be'] as const) {
    for (const mark of ['\uFEFF', '']) {
      it(`report-A2 gives its image in ${encoding} ${mark === '' ? 'without' : 'with'} a mark`, async () => {
        const bytes = Buffer.from(mark + JSON_BYTES.toString(), 'utf16le');
        const body = encoding === 'utf16be' ? bytes.swap16() : bytes;
        assertImages(await feedBody(body), PNG);
        assertImages(await feedBody(gzipSync(body)), PNG);
        const chunks = Array.from(body, (_, at) => body.subarray(at, at + 1));
        assertImages(await feed({ chunks }), PNG);
      });
    }
  }

  it('gives what it holds when it is cut off', async () => {
    for (const pack of Object.values(PACKS)) {
      const body = JSON.stringify([turn([{ text: 'x'.repeat(200_000) }], null), BODY]);
      const packed = pack(Buffer.from(body + JSON.stringify(Array.from(Array(80_000).keys()))));
      const { reply } = await feedBody(packed.subarray(0, packed.length - 20));
      assert.equal(reply.images.length + (reply.unfinished?.length ?? 0), 1);
    }
  });
});

describe('a body in layers', () => {
  async function sizeOf(body: Uint8Array, header?: string): Promise<number> {
    let size = 0;
    const chunks = (async function* () {
      yield body;
    })();
    for await (const piece of decodeBody(chunks, header)) size += piece.length;
    return size;
  }

  it('is undone four layers deep', async () => {
    const four = gzipSync(gzipSync(gzipSync(gzipSync(JSON_BYTES))));
    assert.equal(await sizeOf(four), JSON_BYTES.length);
    assert.equal(await sizeOf(gzipSync(four)), gzipSync(JSON_BYTES).length);
  });

  it('counts what all layers produce, so that a bomb within a bomb is refused', async () => {
    // Each layer alone is within the limit.
    const inner = gzipSync(Buffer.alloc(60 << 20, 0x20), { level: 0 });
    await assert.rejects(sizeOf(gzipSync(inner)), { name: 'Error' });
    const { reply } = await feedBody(gzipSync(inner));
    assert.equal(reply.problem?.kind, 'too-large');
  });

  it('passes on what is no encoding', async () => {
    const noise = Buffer.from(JSON_BYTES.map((byte) => byte ^ 0xa5));
    assert.equal(await sizeOf(noise, 'gzip'), noise.length);
  });
});

describe('a reply that cannot be read', () => {
  const noise = Buffer.from(JSON_BYTES.map((byte) => byte ^ 0xa5));
  const brokenGzip = Buffer.concat([gzipSync(noise).subarray(0, 40), noise]);
  for (const [name, body, headers] of [
    ['in an unknown encoding', noise, { 'content-encoding': 'exotic' }],
    ['without JSON', Buffer.from('OK'), {}],
    ['of JSON with a comma too many', Buffer.from('{"candidates": [],}'), {}],
    ['that is cut short', Buffer.from('{"candidates": [{"content": {"parts": [{"te'), {}],
    ['with an image in hex', Buffer.from(JSON.stringify({ image: PNG.toString('hex') })), {}],
    ['with an image in numbers', Buffer.from(JSON.stringify({ data: [...PNG] })), {}],
    ['in gzip that breaks', brokenGzip, {}],
    ['of another shape', Buffer.from('{"status": "done", "file": "x"}'), {}],
    [
      'in a part of another name',
      Buffer.from(JSON.stringify(turn([{ picture: { hex: 'ff' } }]))),
      {},
    ],
  ] as const) {
    it(`report-A3 is kept as it arrived: one ${name}`, async () => {
      for (const chunkBytes of [16, 100, 4 << 10]) {
        const chunks = inChunks(body, chunkBytes);
        const { reply, raw } = await feed({ chunks, headers });
        assert.deepEqual(reply.images, []);
        assert.equal(reply.keptBytes, body.length, `in chunks of ${chunkBytes}`);
        assert.deepEqual(
          raw.payloads.map(({ bytes, state }) => [bytes, state]),
          [[Buffer.from(body), 'closed']],
        );
      }
    });
  }

  it('report-A3 is kept when it is too large', async () => {
    const text = JSON.stringify(turn([{ other: 'x'.repeat(64) }]));
    const chunks = Array.from({ length: 120_000 }, () => Buffer.from(`${text}\n`));
    const { reply, raw } = await feed({ chunks });
    assert.equal(reply.problem?.kind, 'too-large');
    assert.equal(raw.payloads[0]?.bytes.length, reply.keptBytes);
    assert.equal(reply.keptBytes, chunks.length * (text.length + 1));
  });

  it('report-A3 is kept up to where its connection breaks after the decoder gave up', async () => {
    const chunks = inChunks(brokenGzip, 16);
    const { reply } = await feed({ chunks, breaksWith: new Error('reset') });
    assert.equal(reply.keptBytes, brokenGzip.length);
  });

  it('report-A3 is kept when its connection breaks', async () => {
    const broken = new Error('reset');
    const { raw } = await feedBroken(noise, broken);
    assert.deepEqual(raw, [noise]);
    // Of JSON, the part that arrived shows that no image is in it.
    assert.deepEqual((await feedBroken(JSON_BYTES.subarray(0, 40), broken)).raw, []);
  });

  for (const [name, body, status] of [
    ['a refusal', { promptFeedback: { blockReason: 'SAFETY' } }, 200],
    ['a text', turn([{ text: 'I cannot draw that.' }]), 200],
    ['an error', { error: { code: 400, message: 'no' } }, 200],
    ['an image', BODY, 200],
    ['a page', '<!doctype html><html><body>Sign in</body></html>', 200],
    ['nothing', '', 200],
    ['an empty object', {}, 200],
    ['no candidates', { candidates: [], usageMetadata: { promptTokenCount: 3 } }, 200],
    ['heartbeats', ': PING\n\n: PING\n\n', 200],
    ['an error status', 'Bad Gateway', 502],
  ] as const) {
    it(`is not kept when it is understood: ${name}`, async () => {
      const { reply, raw } = await feedBody(body, { status });
      assert.equal(reply.keptBytes, undefined);
      assert.ok(raw.payloads.every(({ state }) => state === 'discarded'));
    });
  }

  it('does not suffer from a store that fails', async () => {
    const store = { write: () => Promise.reject(new Error('full')) };
    assert.deepEqual((await feedBroken(noise, undefined, store)).raw, []);
  });
});

function inChunks(body: Uint8Array, bytes: number): readonly Uint8Array[] {
  const count = Math.ceil(body.length / bytes);
  return Array.from({ length: count }, (_, i) => body.subarray(i * bytes, (i + 1) * bytes));
}

async function feedBroken(
  body: Uint8Array,
  breaksWith: Error | undefined,
  fails: Partial<PayloadSink> = {},
): Promise<{ readonly raw: readonly Buffer[] }> {
  const raw = memoryStore();
  const bodyOf = async function* (): AsyncGenerator<Uint8Array> {
    yield body;
    if (breaksWith !== undefined) throw breaksWith;
  };
  const reading = readReply(
    { status: 200, headers: {}, body: bodyOf() },
    {
      host: 'gateway.example',
      store: memoryStore(),
      createRaw: () => ({ ...raw.create(), ...fails }),
      now: () => 0,
      signal: new AbortController().signal,
    },
  );
  if (breaksWith === undefined) await reading;
  else await assert.rejects(reading, breaksWith);
  const kept = raw.payloads.filter(({ state }) => state === 'closed');
  return { raw: kept.map(({ bytes }) => bytes) };
}
