import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import { encodeJpeg } from '../../../../src/image/jpeg/encodeJpeg.ts';
import { decodeJpeg } from '../../../../src/image/jpeg/turbo.ts';
import { draw } from '../../../support/image/scene.ts';

test('a photo is encoded with the given quality, in full color resolution', async () => {
  // Stripes of one pixel, which half of the color resolution would mix.
  const image = draw(64, 48, (x) => (x % 2 === 0 ? [255, 0, 0] : [0, 0, 255]));
  const [good, poor] = [await encodeJpeg(image, 95), await encodeJpeg(image, 20)];
  assert.ok(poor.length < good.length);
  const { width, height, data } = await decodeJpeg(good);
  assert.deepEqual([width, height], [64, 48]);
  for (const [at, sample] of [255, 0, 0, 0, 0, 255].entries()) {
    assert.ok(Math.abs((data[at] ?? -1) - sample) < 24, `sample ${at} is ${data[at]}`);
  }
});

test('transparent pixels are blended with white', async () => {
  const image = draw(16, 16, () => [0, 0, 0]);
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = at < 512 ? 0 : 128;
  const { data } = await decodeJpeg(await encodeJpeg(image, 95));
  assert.ok(data[0]! > 250, `${data[0]}`);
  assert.ok(Math.abs(data.at(-1)! - 127) < 6, `${data.at(-1)}`);
});

test('noise is encoded, too', async () => {
  const image = draw(512, 512, () => [0, 0, 0]);
  randomFillSync(image.data);
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
  const { data } = await decodeJpeg(await encodeJpeg(image, 100));
  const source = image.data;
  assert.ok(Math.abs((data[3000] ?? -1) - (source[4000] ?? -1)) < 24);
});
