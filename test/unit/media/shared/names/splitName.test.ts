import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitName } from '../../../../../media/shared/names/splitName.ts';

test('the end of a long name has its number and its extension', () => {
  const names = ['a-photo-of-a-lake-edited-2.png', 'a-photo-of-a-lake-edited-13.jpeg'];
  assert.deepEqual(
    names.map((name) => splitName(name)[1]),
    ['edited-2.png', 'ited-13.jpeg'],
  );
});

test('both parts together are the name, and a short one stays in one part', () => {
  for (const name of [
    '',
    'cat.png',
    'cat-edited.png',
    'cat-edited-2-edited-2.png',
    'x'.repeat(300),
  ]) {
    assert.equal(splitName(name).join(''), name);
  }
  assert.deepEqual(splitName('cat-edited-2.png'), ['cat-edited-2.png', '']);
});

test('no character is cut in two', () => {
  for (const part of splitName('🦊'.repeat(30))) assert.match(part, /^(🦊)+$/u);
});
