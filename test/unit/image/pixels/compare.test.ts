import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareImages } from '../../../../src/image/pixels/compare.ts';
import { pixels, type Color, type Paint } from '../../../support/image/images.ts';

const GRAY: Color = [100, 100, 100];
const image = (width: number, height: number, paint: Paint) => ({
  width,
  height,
  data: pixels(width, height, paint),
});

describe('a comparison', () => {
  const before = image(40, 20, GRAY);

  test('finds the share and the box of the changed pixels, and draws them in red', () => {
    const isNew = (x: number, y: number) => x >= 10 && x < 20 && y >= 5 && y < 9;
    const after = image(40, 20, (x, y) => (isNew(x, y) ? [100, 180, 100] : GRAY));
    const { share, box, isScaled, drawing } = compareImages(before, after, 8);
    assert.equal(share, 40 / 800);
    assert.deepEqual([box, isScaled], [{ x: 10, y: 5, width: 10, height: 4 }, false]);
    const at = (x: number, y: number) => [
      ...drawing.data.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 3),
    ];
    assert.deepEqual(at(0, 0), [216, 216, 216]);
    assert.ok(at(12, 6)[0]! > 2 * at(12, 6)[1]!);
  });

  test('ignores differences up to the threshold', () => {
    const after = image(40, 20, (x) => (x === 3 ? [100, 108, 100] : GRAY));
    const quiet = compareImages(before, after, 8);
    assert.deepEqual([quiet.share, quiet.box], [0, undefined]);
    assert.equal(compareImages(before, after, 7).share, 20 / 800);
  });

  test('scales the second image to the first', () => {
    const half = (width: number, height: number) =>
      image(width, height, (x) => (x < width / 2 ? [0, 0, 0] : [250, 250, 250]));
    const { share, isScaled } = compareImages(half(40, 20), half(120, 60), 8);
    assert.deepEqual([share, isScaled], [0, true]);
  });

  test('takes seconds, not hours, for an image of 1 × 2,000,000 px', () => {
    const start = process.cpuUsage();
    const { isScaled } = compareImages(image(400, 300, GRAY), image(1, 2_000_000, GRAY), 8);
    const { user } = process.cpuUsage(start);
    assert.equal(isScaled, true);
    assert.ok(user < 10_000_000, `took ${user / 1000} ms`);
  });

  test('ignores colors hidden under transparency', () => {
    const hidden = compareImages(image(4, 4, [255, 0, 0, 0]), image(4, 4, [0, 255, 0, 0]), 0);
    assert.equal(hidden.share, 0);
  });
});
