import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TypeAhead } from '../../../../../media/shared/keys/typeAhead.ts';

const SIZES = ['auto', '512', '1K', '2K', '4K'];
const MODELS = ['Gemini 3', 'Nano Banana', 'Nano Banana 2', 'Nano Banana Pro'];

test('Home and End lead to the ends, and Page Up and Page Down do not go beyond them', () => {
  const many = Array.from({ length: 30 }, (_, at) => `option ${at}`);
  const after = (key: string, active: number) => new TypeAhead().indexAfter(key, many, active, 0);
  assert.deepEqual([after('Home', 12), after('End', 12)], [0, 29]);
  assert.deepEqual([after('PageUp', 12), after('PageUp', 4)], [2, 0]);
  assert.deepEqual([after('PageDown', 12), after('PageDown', 25)], [22, 29]);
});

test('a letter leads to the next option that begins with it, in either case, and wraps around', () => {
  const keys = new TypeAhead();
  assert.equal(keys.indexAfter('N', MODELS, 0, 0), 1);
  assert.equal(keys.indexAfter('n', MODELS, 1, 100), 2);
  assert.equal(keys.indexAfter('n', MODELS, 2, 200), 3);
  assert.equal(keys.indexAfter('n', MODELS, 3, 300), 1);
});

test('letters in quick succession make a word, and a pause begins a new one', () => {
  const keys = new TypeAhead();
  let active = 0;
  for (const [at, key] of Array.from('nano banana p').entries()) {
    active = keys.indexAfter(key, MODELS, active, at * 100) ?? active;
  }
  assert.equal(active, 3);
  assert.equal(keys.indexAfter('g', MODELS, 3, 5000), 0);
  assert.equal(keys.indexAfter('2', SIZES, 0, 9000), 3);
});

test('the active option stays if none begins with the letters', () => {
  assert.equal(new TypeAhead().indexAfter('x', SIZES, 2, 0), 2);
});

test('other keys move nothing, and neither does a space alone', () => {
  for (const key of ['Enter', 'Escape', 'Tab', 'ArrowDown', 'Shift', 'F1', ' ']) {
    assert.equal(new TypeAhead().indexAfter(key, SIZES, 2, 0), undefined, key);
  }
});
