import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drafts, draftOptions, recentPrompts } from '../../../../src/run/quick/draft.ts';
import type { HistoryEntry } from '../../../../src/history/history.ts';

const entry = (prompt: string, operation: 'edit' | 'generate' = 'edit'): HistoryEntry => ({
  id: prompt,
  at: 0,
  operation,
  prompt,
  images: [],
  gateway: 'practice',
  model: 'm',
  outcome: 'saved',
  results: [],
  warnings: [],
  ms: 1,
});

test('options hold only what the user chose', () => {
  assert.deepEqual(draftOptions({ prompt: 'a' }), { prompt: 'a' });
  assert.deepEqual(draftOptions({ prompt: 'a', count: 1, model: undefined }), { prompt: 'a' });
  assert.deepEqual(draftOptions({ prompt: 'a', count: 3, aspectRatio: '16:9', model: 'm' }), {
    prompt: 'a',
    count: 3,
    aspectRatio: '16:9',
    model: 'm',
  });
});

test('a draft comes back for its own subject only', () => {
  const drafts = new Drafts();
  drafts.keep('cat', { prompt: 'gray', count: 2 });
  assert.deepEqual(drafts.get('cat'), { prompt: 'gray', count: 2 });
  assert.deepEqual(drafts.get('dog'), { prompt: '' });
  drafts.forget('cat');
  assert.deepEqual(drafts.get('cat'), { prompt: '' });
});

test('an emptied input forgets its draft, and old drafts give way', () => {
  const drafts = new Drafts();
  drafts.keep('cat', { prompt: 'gray' });
  drafts.keep('cat', { prompt: ' ' });
  assert.deepEqual(drafts.get('cat'), { prompt: '' });
  for (let index = 0; index < 30; index++) drafts.keep(`${index}`, { prompt: 'x' });
  assert.equal(drafts.get('0').prompt, '');
  assert.equal(drafts.get('29').prompt, 'x');
});

test('recent prompts are the last different ones of the operation, each on one line', () => {
  const history = [
    entry('gray'),
    entry('a lake', 'generate'),
    entry('gray'),
    entry('blue\n  sky'),
    ...Array.from({ length: 20 }, (_, index) => entry(`old ${index}`)),
  ];
  const edits = recentPrompts(history, 'edit');
  assert.deepEqual(edits.slice(0, 3), ['gray', 'blue sky', 'old 0']);
  assert.equal(edits.length, 8);
  assert.deepEqual(recentPrompts(history, 'generate'), ['a lake']);
});
