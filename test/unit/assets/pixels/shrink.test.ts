import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shrinkPixels } from '../../../../src/assets/pixels/shrink.ts';
import { pixels, type Paint } from '../../../support/image/images.ts';

function shrunk(width: number, height: number, paint: Paint, factor: number) {
  const image = shrinkPixels({ width, height, data: pixels(width, height, paint) }, factor);
  const at = (x: number, y: number) => {
    const from = (y * image.width + x) * 4;
    return [...image.data.subarray(from, from + 4)];
  };
  return { ...image, at };
}

describe('shrinking by a whole number', () => {
  test('mixes light: black and white become the gray of half the light', () => {
    const { at } = shrunk(8, 8, (_x, y) => (y % 2 === 0 ? [0, 0, 0] : [255, 255, 255]), 4);
    assert.deepEqual(at(1, 1), [188, 188, 188, 255]);
  });

  test('keeps a plain color exactly, also in the smaller blocks at the edges', () => {
    const image = shrunk(11, 7, [8, 162, 24], 3);
    assert.deepEqual([image.width, image.height], [4, 3]);
    for (let at = 0; at < image.data.length; at += 4) {
      assert.deepEqual([...image.data.subarray(at, at + 4)], [8, 162, 24, 255]);
    }
  });

  test('lets no color bleed out of transparent pixels', () => {
    const { at } = shrunk(4, 2, (x) => (x % 2 === 0 ? [200, 30, 30, 255] : [0, 255, 0, 0]), 2);
    assert.deepEqual(at(0, 0), [200, 30, 30, 128]);
    const { at: empty } = shrunk(4, 4, [0, 255, 0, 0], 2);
    assert.deepEqual(empty(1, 1), [0, 0, 0, 0]);
  });
});
