import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resizePixels } from '../../../../src/assets/pixels/resize.ts';
import { similarity } from '../../../../src/assets/pixels/similarity.ts';
import { createLadder } from '../../../../src/assets/sets/ladder.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';

/** Rings and grain, the hardest for scaling: 2048 px. */
function drawing(): Pixels {
  const side = 2048;
  const data = new Uint8Array(side * side * 4);
  let state = 7;
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 4) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const radius = Math.hypot(x - side / 2, y - side / 2);
      const value = 128 + 90 * Math.sin((radius * radius) / 30_000) + ((state >>> 24) - 128) / 8;
      data.set([value, 255 - value, (x / side) * 255, radius < side * 0.48 ? 255 : 0], at);
    }
  }
  return { width: side, height: side, data };
}

describe('scaling in steps', () => {
  const image = drawing();
  const whole = { x: 0, y: 0, width: image.width, height: image.height };

  test('looks like scaling from the image itself', () => {
    const ladder = createLadder(image);
    for (const side of [512, 409, 384, 256, 192, 180, 96, 48, 32, 16]) {
      const size = { width: side, height: side };
      const inSteps = ladder.scale(whole, size);
      const direct = resizePixels(image, size);
      const found = similarity(direct, inSteps);
      assert.ok(found >= 0.99, `${side} px: ${found}`);
    }
  });

  test('keeps a plain color exactly, and makes a size only once', () => {
    const data = new Uint8Array(600 * 600 * 4);
    for (let at = 0; at < data.length; at += 4) data.set([8, 162, 24, 255], at);
    const ladder = createLadder({ width: 600, height: 600, data });
    const crop = { x: 0, y: 0, width: 600, height: 600 };
    const small = ladder.scale(crop, { width: 16, height: 16 });
    for (let at = 0; at < small.data.length; at += 4) {
      assert.deepEqual([...small.data.subarray(at, at + 4)], [8, 162, 24, 255]);
    }
    assert.equal(ladder.scale(crop, { width: 16, height: 16 }), small);
  });
});
