import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexAfterMove, resultKey } from '../../../../../media/panel/results/keys.ts';

const NO_MODIFIER = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const press = (key: string, modifiers: Partial<typeof NO_MODIFIER> = {}) =>
  resultKey({ key, ...NO_MODIFIER, ...modifiers });

test('one key keeps, rejects, stars, deletes, or uses a result', () => {
  assert.deepEqual(press('p'), { does: 'keep' });
  assert.deepEqual(press('X'), { does: 'reject' });
  assert.deepEqual(press('4'), { does: 'stars', stars: 4 });
  assert.deepEqual(press('e'), { does: 'source' });
  assert.deepEqual(press('Delete'), { does: 'delete' });
  assert.deepEqual(press('Delete', { shiftKey: true }), { does: 'delete-rest' });
  assert.deepEqual(press('z', { ctrlKey: true }), { does: 'undo' });
  assert.deepEqual(press('z', { metaKey: true }), { does: 'undo' });
});

test('keys of VS Code and of the browser stay theirs', () => {
  for (const key of ['6', '9', 'Tab', 'F5', 'a']) assert.equal(press(key), undefined, key);
  assert.equal(press('p', { ctrlKey: true }), undefined);
  assert.equal(press('x', { altKey: true }), undefined);
  assert.equal(press('P', { shiftKey: true }), undefined);
});

test('Shift extends the selection, Ctrl moves only the focus, and both work with arrow keys', () => {
  assert.deepEqual(press('ArrowLeft'), { does: 'move', to: 'previous', how: 'one' });
  assert.deepEqual(press('End', { shiftKey: true }), { does: 'move', to: 'last', how: 'range' });
  const next = { does: 'move', to: 'next', how: 'focus' };
  assert.deepEqual(press('ArrowRight', { ctrlKey: true }), next);
  assert.deepEqual(press('ArrowRight', { metaKey: true }), next);
  assert.equal(press('ArrowRight', { altKey: true }), undefined);
});

test('keys select all, toggle one, clear, and compare', () => {
  assert.deepEqual(press('a', { ctrlKey: true }), { does: 'all' });
  assert.deepEqual(press('A', { metaKey: true }), { does: 'all' });
  assert.deepEqual(press(' '), { does: 'toggle' });
  assert.deepEqual(press(' ', { ctrlKey: true }), { does: 'toggle' });
  assert.deepEqual(press('Escape'), { does: 'clear' });
  assert.deepEqual(press('m'), { does: 'mode' });
});

test('arrow keys move in a grid and stop at its ends', () => {
  const grid = { count: 5, columns: 3 };
  assert.equal(indexAfterMove('next', 0, grid), 1);
  assert.equal(indexAfterMove('down', 1, grid), 4);
  assert.equal(indexAfterMove('down', 2, grid), 2, 'nothing below');
  assert.equal(indexAfterMove('up', 1, grid), 1);
  assert.equal(indexAfterMove('next', 4, grid), 4);
  assert.equal(indexAfterMove('last', 0, grid), 4);
  assert.equal(indexAfterMove('first', 4, grid), 0);
});
