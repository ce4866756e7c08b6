import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextMode, sameShape } from '../../../../../media/panel/stage/modes.ts';
import { viewAfterKey } from '../../../../../media/panel/stage/stageKeys.ts';
import { gridBox, type View } from '../../../../../media/panel/stage/viewport.ts';

const SIZES = { image: { width: 800, height: 600 }, pane: { width: 400, height: 300 } };
const REAL: View = { scale: 1, x: -200, y: -150 };

test('keys zoom by steps and switch between fit and the real size', () => {
  assert.deepEqual(viewAfterKey('z', 'fit', SIZES), REAL);
  assert.equal(viewAfterKey('Z', REAL, SIZES), 'fit');
  assert.equal((viewAfterKey('+', 'fit', SIZES) as { scale: number }).scale, 0.6);
  assert.equal((viewAfterKey('-', REAL, SIZES) as { scale: number }).scale, 0.9);
});

test('arrow keys pan a large image and are left alone otherwise', () => {
  assert.equal((viewAfterKey('ArrowLeft', REAL, SIZES) as { x: number }).x, -160);
  assert.equal((viewAfterKey('ArrowDown', REAL, SIZES) as { y: number }).y, -190);
  assert.equal(viewAfterKey('ArrowLeft', 'fit', SIZES), undefined);
  for (const key of ['1', '5', 'p', 'Tab', 'Enter']) {
    assert.equal(viewAfterKey(key, REAL, SIZES), undefined, key);
  }
});

test('lines separate pixels from 800 % on, over the visible part only', () => {
  assert.equal(gridBox({ scale: 7, x: 0, y: 0 }, SIZES), undefined);
  const box = gridBox({ scale: 10, x: -15, y: -4 }, SIZES);
  assert.deepEqual(box, { left: 0, top: 0, width: 400, height: 300, x: -15, y: -4, scale: 10 });
});

test('one key goes through all ways to compare and back', () => {
  const seen = ['single'] as ReturnType<typeof nextMode>[];
  for (let step = 0; step < 5; step += 1) seen.push(nextMode(seen.at(-1)!));
  assert.deepEqual(seen, ['single', 'slider', 'sideBySide', 'onionSkin', 'difference', 'single']);
});

test('sizes that differ by the rounding of a model have the same shape', () => {
  assert.ok(sameShape({ width: 1376, height: 768 }, { width: 1920, height: 1080 }));
  assert.ok(!sameShape({ width: 1024, height: 1024 }, { width: 1376, height: 768 }));
});
