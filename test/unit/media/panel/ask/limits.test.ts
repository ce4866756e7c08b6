import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitWarnings } from '../../../../../media/panel/ask/limits.ts';
import { STRINGS as NAMES } from '../../../../support/panel/messages.ts';

const STRINGS = {
  ...NAMES,
  tooManyImages: 'most {0}, added {1}',
  bestImages: 'best {0}, added {1}',
  unsupportedType: 'not {0}: {1}',
};
const image = (name: string, mimeType = 'image/png') => ({ name, mimeType });
const THREE = [image('a.png'), image('b.gif', 'image/gif'), image('c.png')];

test('warns of too many images and of unsupported types', () => {
  const limits = { inputTypes: ['image/png'], maxImages: 2, bestImages: 1 };
  assert.deepEqual(limitWarnings(THREE, limits, STRINGS), ['most 2, added 3', 'not b.gif: GIF']);
  assert.deepEqual(limitWarnings(THREE, { bestImages: 2 }, STRINGS), ['best 2, added 3']);
  assert.deepEqual(limitWarnings(THREE.slice(0, 1), limits, STRINGS), []);
});

test('does not warn for an undocumented model', () => {
  assert.deepEqual(limitWarnings(THREE, {}, STRINGS), []);
});

test('counts the image that shows a marked region', () => {
  const strokes = [{ kind: 'rectangle' as const, x: 0, y: 0, width: 1, height: 1 }];
  const [first, ...others] = THREE;
  const marked = [{ ...first!, region: { width: 4, height: 3, strokes } }, ...others];
  assert.deepEqual(limitWarnings(marked, { bestImages: 3 }, STRINGS), [
    'best 3, added 4',
    STRINGS.regionCounts,
  ]);
});
