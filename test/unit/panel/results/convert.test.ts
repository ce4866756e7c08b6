import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { convert } from '../../../../src/panel/results/convert.ts';
import { panelEncoder } from '../../../../src/panel/results/encoder.ts';
import { decodeEightBits } from '../../../../src/image/decode/decodeImage.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import type { Encode } from '../../../../src/panel/results/protocol.ts';
import { withCredentials } from '../../../support/image/credentials.ts';
import { HEIC, png, WEBP } from '../../../support/image/images.ts';
import { fakePage } from '../../../support/panel/page.ts';

const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
);

const conversion = (file: Uint8Array, to: Encode['to'], canPreview = true) =>
  ({ file, to, canPreview, image: 'a1', of: 'itself', quality: 80 }) as const;

test('keeps a file of the requested type, converts in the worker, and to WebP in the page', async () => {
  const { requests, encoder } = fakePage();
  const parts = { pixels, encoder };
  const file = png();
  const unchanged = await convert(conversion(file, 'png'), parts);
  assert.equal(unchanged.file, file);
  const { file: jpeg } = await convert(conversion(file, 'jpeg'), parts);
  assert.equal(inspectImage(jpeg)?.type, 'jpeg');
  assert.deepEqual(requests, [], 'no request to the page');
  const { file: webp } = await convert(conversion(file, 'webp'), parts);
  assert.ok(Buffer.from(WEBP).equals(webp));
  const { file: back } = await convert(conversion(WEBP, 'png'), parts);
  assert.equal(inspectImage(back)?.type, 'png');
  assert.deepEqual(
    requests.map(({ image, of, to, quality }) => ({ image, of, to, quality })),
    [{ image: 'a1', of: 'itself', to: 'webp', quality: 80 }],
  );
});

test('refuses a file that the page does not send, cuts off, or encodes as another type', async () => {
  const refusal = (error: unknown) =>
    error instanceof CheckError &&
    error.problem.kind === 'no-pixels' &&
    error.problem.why === 'not-made';
  const truncated = WEBP.slice(0, WEBP.length - 4);
  for (const webp of [undefined, png(), truncated, new Uint8Array([1])]) {
    const { encoder } = fakePage(webp ? { webp } : {});
    await assert.rejects(convert(conversion(png(), 'webp'), { pixels, encoder }), refusal);
  }
  const silent = panelEncoder(() => undefined, { patienceMs: 5 });
  const parts = { pixels, encoder: silent };
  await assert.rejects(convert(conversion(png(), 'webp'), parts), refusal);
  await assert.rejects(convert(conversion(HEIC, 'png', false), parts), refusal);
});

test('labels what the worker and the page made, says what is lost, and leaves a file of the type as it is', async () => {
  const { encoder } = fakePage();
  const parts = { pixels, encoder };
  const signed = withCredentials(png(16, 16));
  const same = await convert({ ...conversion(signed, 'png'), labeling: {} }, parts);
  assert.deepEqual([same.file, same.losesCredentials], [signed, false]);
  for (const to of ['jpeg', 'webp'] as const) {
    const on = await convert({ ...conversion(signed, to), labeling: {} }, parts);
    const off = await convert(conversion(signed, to), parts);
    const plain = await convert(conversion(png(16, 16), to), parts);
    assert.equal(readProvenance(on.file).sourceType, 'trainedAlgorithmicMedia', to);
    assert.ok(Buffer.from(plain.file).equals(off.file), to);
    assert.deepEqual(await decodeEightBits(on.file), await decodeEightBits(off.file));
    assert.deepEqual(
      [on.losesCredentials, off.losesCredentials, plain.losesCredentials],
      [true, true, false],
    );
  }
});

test('labels the result of a run that carries nothing, and no photo', async () => {
  const parts = { pixels, encoder: fakePage().encoder };
  const labels = [];
  for (const labeling of [{ known: 'trainedAlgorithmicMedia' }, {}, undefined] as const) {
    const { file } = await convert({ ...conversion(png(), 'jpeg'), labeling }, parts);
    labels.push(readProvenance(file).sourceType);
  }
  assert.deepEqual(labels, ['trainedAlgorithmicMedia', undefined, undefined]);
});
