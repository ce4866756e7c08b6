import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_HISTORY, historyUpdates } from '../../../../../media/panel/history/state.ts';
import type { ItemView, ListView } from '../../../../../src/panel/history/protocol.ts';

const item = (entry: string) => ({ name: { entry, index: 0 } }) as ItemView;
const list = (number: number, items: ItemView[] = []): ListView => ({
  list: number,
  search: '',
  all: 5,
  days: [{ label: 'Today', count: 5 }],
  from: 0,
  items,
});
const shown = { ...NO_HISTORY, history: list(1), items: new Map([[0, item('a')]]) };

test('items have the places of their range', () => {
  const message = {
    type: 'history-items',
    list: 1,
    from: 3,
    items: [item('d'), item('e')],
  } as const;
  const { items } = historyUpdates['history-items'](shown, {
    ...message,
    items: [...message.items],
  });
  assert.deepEqual([...(items?.keys() ?? [])], [0, 3, 4]);
});

test('items of an earlier list are ignored, and a new list begins with its own', () => {
  const late = { type: 'history-items', list: 0, from: 0, items: [item('x')] } as const;
  assert.deepEqual(historyUpdates['history-items'](shown, { ...late, items: [...late.items] }), {});
  const next = historyUpdates.history(shown, { type: 'history', history: list(2, [item('b')]) });
  assert.deepEqual([...(next.items ?? [])], [[0, item('b')]]);
});

test('a page that was scrolled far forgets what is out of sight', () => {
  const many = new Map(Array.from({ length: 1200 }, (_, index) => [index, item(`i${index}`)]));
  const message = { type: 'history-items' as const, list: 1, from: 5000, items: [item('z')] };
  const { items } = historyUpdates['history-items']({ ...shown, items: many }, message);
  assert.deepEqual([...(items?.keys() ?? [])], [5000]);
});
