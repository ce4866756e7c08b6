import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quantize } from '../../../../src/assets/pixels/quantize.ts';
import { largestColorShift, similarity } from '../../../../src/assets/pixels/similarity.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import { pixels, type Paint } from '../../../support/image/images.ts';

const image = (width: number, height: number, paint: Paint): Pixels => ({
  width,
  height,
  data: pixels(width, height, paint),
});
const colorsOf = ({ data }: Pixels) =>
  new Set(
    Array.from({ length: data.length / 4 }, (_, n) => data.subarray(n * 4, n * 4 + 4).join()),
  );

const GRADIENT = image(256, 128, (x, y) => [x, y * 2, 255 - x]);

describe('an image with fewer colors', () => {
  for (const count of [2, 16, 100, 256]) {
    test(`has at most ${count}`, () => {
      const { size } = colorsOf(quantize(GRADIENT, count));
      assert.ok(size <= count && size > count / 2, `${size}`);
    });
  }

  test('keeps every color if there are few enough', () => {
    const flags = image(60, 40, (x, y) => [
      (x >> 4) * 60,
      (y >> 4) * 90,
      33,
      x === y ? 0 : 255 - x,
    ]);
    const expected = flags.data.map((sample, at) => ((flags.data[at | 3] ?? 0) === 0 ? 0 : sample));
    const { data } = quantize(flags, 256);
    const differs = data.findIndex((sample, at) => Math.abs(sample - (expected[at] ?? 0)) > 1);
    assert.equal(differs, -1);
  });

  test('keeps the mean color of each part', () => {
    assert.ok(largestColorShift(GRADIENT, quantize(GRADIENT, 64)) < 16);
    assert.ok(largestColorShift(GRADIENT, quantize(GRADIENT, 256)) < 6);
  });

  test('stays opaque where it is opaque, and transparent where it is transparent', () => {
    const ring = image(128, 128, (x, y) => {
      const reach = Math.hypot(x - 64, y - 64);
      return [x * 2, y * 2, 90, reach < 30 ? 255 : reach > 60 ? 0 : 255 - (reach - 30) * 8];
    });
    const { data } = quantize(ring, 128);
    for (let at = 3; at < data.length; at += 4) {
      const alpha = ring.data[at] ?? 0;
      if (alpha === 255 || alpha === 0) assert.equal(data[at], alpha);
      else assert.ok(Math.abs((data[at] ?? 0) - alpha) < 24);
    }
  });

  test('spends no color on what transparency hides', () => {
    const hidden = image(64, 64, (x, y) => (x < 32 ? [x * 8, y * 4, 0, 0] : [x, y, 200, 255]));
    const colors = [...colorsOf(quantize(hidden, 64))];
    assert.deepEqual(
      colors.filter((color) => color.endsWith(',0')),
      ['0,0,0,0'],
    );
    assert.ok(colors.length > 40);
  });
});

describe('a color shift', () => {
  test('is seen where the brightness is the same', () => {
    const [red, green] = [image(16, 16, [120, 40, 60]), image(16, 16, [0, 101, 60])];
    assert.ok(similarity(red, green) > 0.99);
    assert.ok(largestColorShift(red, green) > 100);
  });

  test('counts alpha, and not what transparency hides', () => {
    const one = image(16, 16, [9, 9, 9, 0]);
    assert.equal(largestColorShift(one, image(16, 16, [200, 0, 0, 0])), 0);
    assert.equal(largestColorShift(one, image(16, 16, [0, 0, 0, 50])), 50);
  });
});
