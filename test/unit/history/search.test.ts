import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchHistory } from '../../../src/history/search.ts';
import { entryOf, idsOf } from '../../support/historyEntries.ts';

const HISTORY = [
  entryOf(1),
  entryOf(2, { prompt: 'A fox in the snow', images: [], model: 'gemini-2.5-flash-image' }),
];

function found(text: string): readonly string[] {
  return idsOf(searchHistory(HISTORY, text));
}

test('shows the newest entry first, and every entry for a text without words', () => {
  assert.deepEqual(found('  '), ['run-2', 'run-1']);
  assert.deepEqual(found('gemini'), ['run-2', 'run-1']);
});

test('finds words of the prompt, the model, and file names, in any order', () => {
  assert.deepEqual(found('blue sky'), ['run-1']);
  assert.deepEqual(found('SNOW'), ['run-2']);
  assert.deepEqual(found('2.5 fox'), ['run-2']);
  assert.deepEqual(found('cafe.png'), ['run-1']);
  assert.deepEqual(found('sky fox'), []);
});

test('finds a word with letters left out, but not with letters in another order', () => {
  assert.deepEqual(found('banner'), ['run-1']);
  assert.deepEqual(found('bnner'), ['run-1']);
  assert.deepEqual(found('bnnre'), []);
  assert.deepEqual(found('bnr'), []);
});

test('finds a short word only as it is written', () => {
  assert.deepEqual(found('fox'), ['run-2']);
  assert.deepEqual(found('fx'), []);
});
