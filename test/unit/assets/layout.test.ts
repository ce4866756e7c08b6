import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layOut } from '../../../src/assets/layout.ts';

const WIDE = { width: 1376, height: 768 };
const all = { x: 0, y: 0, ...WIDE };

describe('the layout of an asset', () => {
  test('keeps the size by default', () => {
    const { crop, canvas, isEnlarged } = layOut(WIDE, {}, 'cover');
    assert.deepEqual([crop, canvas, isEnlarged], [all, WIDE, false]);
  });

  test('keeps the ratio if one side is given', () => {
    assert.deepEqual(layOut(WIDE, { width: 688 }, 'cover').canvas, { width: 688, height: 384 });
    assert.deepEqual(layOut(WIDE, { height: 100 }, 'cover').canvas, { width: 179, height: 100 });
    assert.deepEqual(layOut({ width: 9000, height: 2 }, { width: 16 }, 'cover').canvas, {
      width: 16,
      height: 1,
    });
  });

  test('covers a size exactly, and crops the same on both sides', () => {
    const card = { width: 1200, height: 630 };
    const { crop, scaled, canvas, left, top } = layOut(WIDE, card, 'cover');
    assert.deepEqual([scaled, canvas, left, top], [card, card, 0, 0]);
    assert.deepEqual(crop, { x: 0, y: 23, width: 1376, height: 722 });
    const square = layOut(WIDE, { width: 512, height: 512 }, 'cover');
    assert.deepEqual(square.crop, { x: 304, y: 0, width: 768, height: 768 });
  });

  test('keeps a point in the middle of what it covers, as far as the image reaches', () => {
    const square = { width: 512, height: 512 };
    const cropAt = (x: number, y = 0.5) => layOut(WIDE, square, 'cover', { x, y }).crop;
    assert.deepEqual(cropAt(0.5), layOut(WIDE, square, 'cover').crop);
    assert.deepEqual(cropAt(0.4), { x: 166, y: 0, width: 768, height: 768 });
    assert.deepEqual([cropAt(0).x, cropAt(0.1).x, cropAt(0.95).x, cropAt(1).x], [0, 0, 608, 608]);
    const card = { width: 1200, height: 630 };
    assert.equal(layOut(WIDE, card, 'cover', { x: 0.5, y: 1 }).crop.y, 768 - 722);
  });

  test('contains the whole image, in the middle of the canvas', () => {
    const size = { width: 512, height: 512 };
    const { crop, scaled, canvas, left, top } = layOut(WIDE, size, 'contain');
    assert.deepEqual([crop, canvas], [all, size]);
    assert.deepEqual([scaled, left, top], [{ width: 512, height: 286 }, 0, 113]);
  });

  test('stays inside of a size', () => {
    const { canvas, scaled } = layOut(WIDE, { width: 512, height: 512 }, 'inside');
    assert.deepEqual([canvas, scaled], [scaled, { width: 512, height: 286 }]);
  });

  test('says that an image is enlarged, and only then', () => {
    const enlarged = (width: number, height: number, fit: 'cover' | 'contain' | 'inside') =>
      layOut(WIDE, { width, height }, fit).isEnlarged;
    assert.equal(enlarged(1376, 768, 'cover'), false);
    assert.equal(enlarged(1377, 768, 'cover'), true);
    assert.equal(enlarged(768, 768, 'cover'), false);
    assert.equal(enlarged(769, 769, 'cover'), true);
    assert.equal(enlarged(1376, 2000, 'contain'), false);
    assert.equal(enlarged(1400, 2000, 'inside'), true);
  });

  test('never leaves the image and never has an empty side', () => {
    for (const source of [WIDE, { width: 1, height: 1 }, { width: 3, height: 4000 }]) {
      for (const size of [
        { width: 1, height: 1 },
        { width: 7, height: 4096 },
        { width: 4096, height: 7 },
      ]) {
        for (const [fit, focus] of [
          ['cover', { x: 0, y: 1 }],
          ['cover', { x: 0.99, y: 0.01 }],
          ['contain', undefined],
          ['inside', undefined],
        ] as const) {
          const { crop, scaled, canvas, left, top } = layOut(source, size, fit, focus);
          assert.ok(crop.y >= 0 && crop.y + crop.height <= source.height);
          assert.ok(crop.x >= 0 && crop.x + crop.width <= source.width);
          assert.ok(crop.y >= 0 && crop.y + crop.height <= source.height);
          assert.ok(Math.min(crop.width, crop.height, scaled.width, scaled.height) >= 1);
          assert.ok(left >= 0 && left + scaled.width <= canvas.width);
          assert.ok(top >= 0 && top + scaled.height <= canvas.height);
        }
      }
    }
  });
});
