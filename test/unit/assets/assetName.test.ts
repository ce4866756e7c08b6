import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assetStem } from '../../../src/assets/assetName.ts';

const MADE = { width: 1200, height: 630 };

test('an asset has the name of its image', () => {
  assert.equal(assetStem('hero.final.png', {}, MADE), 'hero.final');
  assert.equal(assetStem('README', {}, MADE), 'README');
  assert.equal(assetStem('.png', {}, MADE), 'png');
});

test('an asset of another size has that size in its name, however long the name is', () => {
  assert.equal(assetStem('hero.png', { width: 1200 }, MADE), 'hero-1200x630');
  const long = assetStem(`${'x'.repeat(300)}.png`, { height: 630 }, MADE);
  assert.match(long, /^x+-1200x630$/);
  assert.ok(long.length <= 170);
});
