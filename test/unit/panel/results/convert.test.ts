import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { convert } from '../../../../src/panel/results/convert.ts';
import { panelEncoder } from '../../../../src/panel/results/encoder.ts';
import type { Encode } from '../../../../src/panel/results/protocol.ts';
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
  assert.equal(await convert(conversion(file, 'png'), parts), file);
  const jpeg = await convert(conversion(file, 'jpeg'), parts);
  assert.equal(inspectImage(jpeg)?.type, 'jpeg');
  assert.deepEqual(requests, [], 'no request to the page');
  assert.deepEqual(await convert(conversion(file, 'webp'), parts), WEBP);
  assert.equal(inspectImage(await convert(conversion(WEBP, 'png'), parts))?.type, 'png');
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
