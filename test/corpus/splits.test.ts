import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { BrokenError, EaselError } from '../../src/errors.ts';
import { inspectImage } from '../../src/image/formats/inspect.ts';
import { bodyBytes, corpusCases, type CorpusCase } from '../support/corpus.ts';
import { feed, gist, type Outcome } from '../support/gateway/feed.ts';

/** No hosted file is fetched here. */
const HOST = 'https://files.example';
const EXHAUSTIVE_BYTES = 4096;
const LATER_SAMPLES = 256;

const broken = new BrokenError({
  host: 'gateway.example',
  phase: 'receiving',
  why: 'closed',
  code: 'ECONNRESET',
  receivedBytes: 1,
  waitedMs: 1,
});

/** Returns every index in the first bytes, and pseudo-random later ones, the same in every run. */
function boundaries(length: number): readonly number[] {
  const all = Array.from({ length: Math.min(length, EXHAUSTIVE_BYTES) }, (_, i) => i);
  let state = length;
  for (let i = 0; i < LATER_SAMPLES && length > EXHAUSTIVE_BYTES; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    all.push(EXHAUSTIVE_BYTES + (state % (length - EXHAUSTIVE_BYTES)));
  }
  return all;
}

function read(one: CorpusCase, chunks: Iterable<Uint8Array>, breaksWith?: Error): Promise<Outcome> {
  const { status, headers } = one;
  return feed({ status, headers, chunks, ...(breaksWith === undefined ? {} : { breaksWith }) });
}

/** Asserts that every image is a whole one of the reply, that a reply without images has a problem, and that nothing is left open. */
function assertSound({ reply, store }: Outcome, whole: ReadonlySet<string>): void {
  for (const image of [...reply.images, ...(reply.unfinished ?? [])]) {
    assert.ok(whole.has(image.sha256), 'an image that the reply does not contain');
    assert.equal(inspectImage(store.bytesOf(image.file))?.isWhole, true);
  }
  store.assertNoneOpen();
  if (reply.images.length === 0) assert.ok(reply.problem !== undefined);
}

/** Returns the hashes of every whole image in a body, drafts included. */
async function imagesIn(one: CorpusCase): Promise<ReadonlySet<string>> {
  const { reply } = await read(one, [bodyBytes(one, HOST)]);
  const { images, mustNotSave = [] } = one.expect;
  const hashes = [...reply.images, ...(reply.unfinished ?? [])].map(({ sha256 }) => sha256);
  return new Set([...hashes, ...images.map(({ sha256 }) => sha256), ...mustNotSave]);
}

for (const one of corpusCases()) {
  const body = bodyBytes(one, HOST);
  describe(one.file, () => {
    it('gives the same wherever it is split', async () => {
      const whole = gist((await read(one, [body])).reply);
      const bytes = Array.from({ length: body.length }, (_, i) => body.subarray(i, i + 1));
      assert.deepEqual(gist((await read(one, bytes)).reply), whole);
      for (const at of boundaries(body.length)) {
        const { reply } = await read(one, [body.subarray(0, at), body.subarray(at)]);
        assert.deepEqual(gist(reply), whole, `split at ${at}`);
      }
    });

    it('gives no incomplete image when it is cut off', async () => {
      const whole = await imagesIn(one);
      for (const at of boundaries(body.length)) {
        assertSound(await read(one, [body.subarray(0, at)]), whole);
        const outcome = await read(one, [body.subarray(0, at)], broken).catch((error: unknown) => {
          assert.ok(error instanceof EaselError);
          assert.equal(error, broken);
        });
        if (outcome !== undefined) assertSound(outcome, whole);
      }
    });

    it('gives the same when it is compressed', async () => {
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
