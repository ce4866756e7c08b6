import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { encodeJpeg } from '../../../../src/image/jpeg/encodeJpeg.ts';
import { decodeJpeg, encodeWithTurbo } from '../../../../src/image/jpeg/turbo.ts';
import { createRandom, draw } from '../../../support/image/scene.ts';

test('a photo is encoded with the given quality, in full color resolution', async () => {
  // Stripes of one pixel, which half of the color resolution would mix.
  const image = draw(64, 48, (x) => (x % 2 === 0 ? [255, 0, 0] : [0, 0, 255]));
  const [good, poor] = [await encodeWithTurbo(image, 95), await encodeWithTurbo(image, 20)];
  assert.ok(poor.length < good.length);
  const { width, height, data } = await decodeJpeg(good);
  assert.deepEqual([width, height], [64, 48]);
  for (const [at, sample] of [255, 0, 0, 0, 0, 255].entries()) {
    assert.ok(Math.abs((data[at] ?? -1) - sample) < 24, `sample ${at} is ${data[at]}`);
  }
  assert.deepEqual(await encodeJpeg(image, 95), good);
});

test('transparent pixels are blended with white', async () => {
  const image = draw(64, 64, () => [0, 0, 0]);
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = at < 8192 ? 0 : 128;
  const { data } = await decodeJpeg(await encodeWithTurbo(image, 95));
  assert.ok((data[0] ?? 0) > 250, `${data[0]}`);
  assert.ok(Math.abs((data.at(-1) ?? 0) - 127) < 6, `${data.at(-1)}`);
});

test('noise is encoded, too, although its file is larger than its samples', async () => {
  const image = draw(512, 512, () => [0, 0, 0]);
  const random = createRandom(7);
  for (let at = 0; at < image.data.length; at++) {
    image.data[at] = at % 4 === 3 ? 255 : Math.floor(random() * 256);
  }
  await assert.rejects(encodeWithTurbo(image, 100));
  const file = await encodeJpeg(image, 100);
  assert.equal(inspectImage(file)?.isWhole, true);
  const { data } = await decodeImage(file);
  assert.ok(Math.abs((data.at(-4) ?? -1) - (image.data.at(-4) ?? -1)) < 24);
});

test('the file of a small image is whole', async () => {
  for (let side = 1; side <= 24; side += 1) {
    // Flat images of 15 × 14 px overrun the codec's room by four bytes.
    for (const height of [side, Math.max(1, side - 1)]) {
      const file = await encodeJpeg(
        draw(side, height, () => [200, 120, 40]),
        90,
      );
      assert.equal(inspectImage(file)?.isWhole, true);
      assert.deepEqual([...file.subarray(-2)], [0xff, 0xd9], `${side} × ${height} px`);
    }
  }
});
