import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { BrokenError, EaselError } from '../../src/errors.ts';
import { inspectImage } from '../../src/image/formats/inspect.ts';
import { bodyBytes, corpusCases, type CorpusCase } from '../support/corpus.ts';
import { feed, gist, type Outcome } from '../support/gateway/feed.ts';

/** No hosted file is fetched here: what matters is the reply itself. */
const HOST = 'https://files.example';
const FIRST_BYTES = 4096;
const LATER_CUTS = 256;

const broken = new BrokenError({
  host: 'gateway.example',
  phase: 'receiving',
  why: 'closed',
  code: 'ECONNRESET',
  receivedBytes: 1,
  waitedMs: 1,
});

/** Every boundary of the first bytes, and some of the later ones: the same ones in every run. */
function boundaries(length: number): readonly number[] {
  const all = Array.from({ length: Math.min(length, FIRST_BYTES) }, (_, i) => i);
  let state = length;
  for (let i = 0; i < LATER_CUTS && length > FIRST_BYTES; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    all.push(FIRST_BYTES + (state % (length - FIRST_BYTES)));
  }
  return all;
}

function read(one: CorpusCase, chunks: Iterable<Uint8Array>, breaksWith?: Error): Promise<Outcome> {
  const { status, headers } = one;
  return feed({ status, headers, chunks, ...(breaksWith === undefined ? {} : { breaksWith }) });
}

/** Whatever was accepted is whole, and nothing is left open. */
function assertSound({ reply, store }: Outcome, whole: ReadonlySet<string>): void {
  for (const image of [...reply.images, ...(reply.unfinished ?? [])]) {
    assert.ok(whole.has(image.sha256), 'an image that the reply does not hold');
    assert.equal(inspectImage(store.bytesOf(image.file))?.isWhole, true);
  }
  assert.ok(store.payloads.every(({ state }) => state !== 'open'));
  if (reply.images.length === 0) assert.ok(reply.problem !== undefined);
}

/** The hashes of every whole image that a body carries, drafts included. */
async function carriedBy(one: CorpusCase): Promise<ReadonlySet<string>> {
  const { reply } = await read(one, [bodyBytes(one, HOST)]);
  const { images, mustNotSave = [] } = one.expect;
  const hashes = [...reply.images, ...(reply.unfinished ?? [])].map(({ sha256 }) => sha256);
  return new Set([...hashes, ...images.map(({ sha256 }) => sha256), ...mustNotSave]);
}

for (const one of corpusCases()) {
  const body = bodyBytes(one, HOST);
  describe(one.file, () => {
    it('reads the same wherever it is split', async () => {
      const whole = gist((await read(one, [body])).reply);
      const bytes = Array.from({ length: body.length }, (_, i) => body.subarray(i, i + 1));
      assert.deepEqual(gist((await read(one, bytes)).reply), whole);
      for (const at of boundaries(body.length)) {
        const { reply } = await read(one, [body.subarray(0, at), body.subarray(at)]);
        assert.deepEqual(gist(reply), whole, `split at ${at}`);
      }
    });

    it('accepts nothing incomplete when it is cut', async () => {
      const whole = await carriedBy(one);
      for (const at of boundaries(body.length)) {
        assertSound(await read(one, [body.subarray(0, at)]), whole);
        const outcome = await read(one, [body.subarray(0, at)], broken).catch((error: unknown) => {
          assert.ok(error instanceof EaselError);
          assert.equal(error, broken);
        });
        if (outcome !== undefined) assertSound(outcome, whole);
      }
    });

    it('reads the same packed', async () => {
      const whole = gist((await read(one, [body])).reply);
      for (const [encoding, pack] of [
        ['gzip', gzipSync],
        ['deflate', deflateSync],
        ['deflate', deflateRawSync],
        ['br', brotliCompressSync],
      ] as const) {
        const packed = pack(body);
        const headers = { ...one.headers, 'content-encoding': encoding };
        for (const at of [0, 1, packed.length >> 1, packed.length]) {
          const chunks = [packed.subarray(0, at), packed.subarray(at)];
          const { reply } = await feed({ status: one.status, headers, chunks });
          assert.deepEqual(gist(reply), whole, `${encoding}, split at ${at}`);
        }
      }
    });
  });
}
