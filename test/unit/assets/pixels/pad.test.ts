import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeAsset } from '../../../../src/assets/makeAsset.ts';
import type { Recipe } from '../../../../src/assets/recipe.ts';
import { decodeEightBits } from '../../../../src/image/decode/decodeImage.ts';
import { png, type Paint } from '../../../support/image/images.ts';

async function padded(paint: Paint, recipe: Recipe, width = 20, height = 10) {
  const { file } = await makeAsset({ file: png(width, height, paint), recipe });
  const pixels = await decodeEightBits(file);
  const at = (x: number, y: number) => {
    const from = (y * pixels.width + x) * 4;
    return [...pixels.data.subarray(from, from + 4)];
  };
  return { ...pixels, at };
}

const SQUARE = { width: 20, height: 20 } as const;

describe('an image that is padded', () => {
  test('with a color has it around, and behind its transparent parts', async () => {
    const half = (x: number): [number, number, number, number] =>
      x < 10 ? [255, 0, 0, 255] : [0, 0, 0, x < 15 ? 0 : 128];
    const { at } = await padded(half, { ...SQUARE, pad: '#1E90ff' });
    assert.deepEqual(at(0, 0), [0x1e, 0x90, 0xff, 255]);
    assert.deepEqual(at(19, 19), [0x1e, 0x90, 0xff, 255]);
    assert.deepEqual(at(3, 10), [255, 0, 0, 255]);
    assert.deepEqual(at(12, 10), [0x1e, 0x90, 0xff, 255]);
    assert.deepEqual(at(18, 10), [15, 72, 127, 255]);
  });

  test('as a mirror shows it, also far away from the image', async () => {
    const lines = (x: number, y: number): [number, number, number] => [x * 10, y * 20, 7];
    const { at, height } = await padded(lines, { width: 20, height: 64, pad: 'mirror' });
    assert.equal(height, 64);
    const top = (64 - 10) / 2;
    for (let y = 0; y < 64; y++) {
      const turn = (((y - top) % 20) + 20) % 20;
      const row = turn < 10 ? turn : 19 - turn;
      assert.deepEqual(at(3, y), [30, row * 20, 7, 255], `${y}`);
    }
  });

  test('with its blurred copy is opaque, has its colors, and no detail around it', async () => {
    const noise = (x: number, y: number): [number, number, number] => {
      const value = Math.imul(x * 7919 + y, 0x9e3779b1) >>> 24;
      return [value, 60, 255 - value];
    };
    const recipe = { width: 200, height: 400, pad: 'blur' } as const;
    const { at } = await padded(noise, recipe, 200, 100);
    assert.deepEqual(at(50, 200), [...noise(50, 50), 255]);
    for (let x = 1; x < 200; x++) {
      const [red = 0, green = 0, , alpha] = at(x, 20);
      assert.equal(alpha, 255);
      assert.ok(red > 60 && red < 195, `${red}`);
      assert.ok(Math.abs(green - 60) <= 2, `${green}`);
      assert.ok(Math.abs(red - (at(x - 1, 20)[0] ?? 0)) <= 8);
    }
  });

  test('with its blurred copy shows it through its own transparent parts', async () => {
    const hole = (x: number, y: number): [number, number, number, number] =>
      Math.hypot(x - 30, y - 50) < 8 ? [0, 0, 0, 0] : [200, 30, 60, 255];
    // The blurred copy is of the middle, which has no hole.
    const recipe = { width: 200, height: 400, pad: 'blur' } as const;
    const { at } = await padded(hole, recipe, 200, 100);
    const [red = 0, , , alpha = 0] = at(30, 200);
    assert.ok(red > 190 && alpha === 255, `${red} ${alpha}`);
  });

  test('stays as it is if it fills the size', async () => {
    for (const pad of ['mirror', 'blur', 'transparent', '#ffffff'] as const) {
      const { at, width, height } = await padded([9, 99, 199], { width: 40, height: 20, pad });
      assert.deepEqual([width, height, at(0, 0)], [40, 20, [9, 99, 199, 255]]);
    }
  });

  test('is whole, unless it should be cropped', async () => {
    const sides = (x: number): [number, number, number] => (x < 10 ? [255, 0, 0] : [0, 0, 255]);
    const whole = await padded(sides, { ...SQUARE, pad: 'transparent' });
    assert.deepEqual(whole.at(0, 0), [0, 0, 0, 0]);
    const filled = await padded(sides, { ...SQUARE, pad: 'mirror', fit: 'cover' });
    assert.deepEqual(filled.at(0, 0), [255, 0, 0, 255]);
  });
});
