import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farthestKey, measureKeyHues } from '../../../../src/assets/background/keyColors.ts';
import { png, type Color } from '../../../support/image/images.ts';

async function keyFor(files: readonly Uint8Array[]): Promise<string> {
  return farthestKey(await Promise.all(files.map((file) => measureKeyHues({ file })))).name;
}

for (const [what, colors, key] of [
  ['gray', [[90, 90, 90]], 'green'],
  ['red', [[220, 30, 20]], 'green'],
  ['green', [[20, 200, 40]], 'magenta'],
  [
    'green and magenta',
    [
      [20, 200, 40],
      [220, 10, 200],
    ],
    'blue',
  ],
  ['blue', [[20, 30, 220]], 'green'],
] satisfies [string, Color[], string][]) {
  test(`the key color for ${what} is ${key}`, async () => {
    assert.equal(await keyFor(colors.map((color) => png(20, 20, color))), key);
  });
}

test('a few pixels decide nothing', async () => {
  const speck = png(40, 40, (x, y) => (x < 2 && y < 2 ? [0, 255, 0] : [120, 120, 120]));
  assert.equal(await keyFor([speck]), 'green');
});

test('transparent pixels have no color', async () => {
  const hidden = png(20, 20, (x) => (x < 10 ? [0, 255, 0, 0] : [120, 120, 120, 255]));
  assert.equal(await keyFor([hidden]), 'green');
});
