import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOT_RECALLING, recallStep, type Recall } from '../../../../../media/panel/ask/recall.ts';
import { update } from '../../../../../media/panel/state.ts';
import { pageState } from '../../../../support/panel/pageState.ts';

const PROMPTS = ['newest', 'two\nlines', 'oldest'];

test('the arrow keys recall earlier prompts from the first and last line, and the typed text', () => {
  let [text, recall]: [string, Recall] = ['typed', NOT_RECALLING];
  const press = (key: string, at = key === 'ArrowUp' ? 0 : text.length) => {
    const step = recallStep(key, { text, start: at, end: at }, recall, PROMPTS);
    if (step) [text, recall] = [step.prompt, step.recall];
    return step && text;
  };
  assert.equal(press('ArrowDown'), undefined, 'nothing is newer than the typed text');
  assert.deepEqual(
    ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'].map((key) => press(key)),
    ['newest', 'two\nlines', 'oldest', undefined],
  );
  assert.equal(press('ArrowDown'), 'two\nlines');
  assert.equal(press('ArrowUp', 5), undefined, 'the caret is on the second line');
  assert.equal(press('ArrowDown', 1), undefined, 'the caret is on the first line');
  assert.deepEqual([press('ArrowDown'), press('ArrowDown')], ['newest', 'typed']);
});

test('other keys, a selection, and an empty list recall nothing', () => {
  const caret = { text: 'typed', start: 0, end: 0 };
  assert.equal(recallStep('x', caret, NOT_RECALLING, PROMPTS), undefined);
  const selection = { text: 'typed', start: 0, end: 5 };
  assert.equal(recallStep('ArrowUp', selection, NOT_RECALLING, PROMPTS), undefined);
  assert.equal(recallStep('ArrowUp', { text: '', start: 0, end: 0 }, NOT_RECALLING, []), undefined);
});

test('typing ends the recall', () => {
  const recalled = update(pageState({ prompt: 'typed' }), {
    type: 'recalled',
    prompt: 'newest',
    recall: { at: 0, typed: 'typed' },
  });
  assert.equal(recalled.draft.prompt, 'newest');
  assert.equal(update(recalled, { type: 'edited', change: { prompt: 'n' } }).recall.at, -1);
});
