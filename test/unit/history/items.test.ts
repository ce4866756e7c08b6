import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countItems, daysOf, historyItems } from '../../../src/history/items.ts';
import { entryOf } from '../../support/historyEntries.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const image = (name: string) => ({ uri: `file:///w/${name}` });

test('each image is an item, and so is a run without one; the newest run comes first', async () => {
  const history = [
    entryOf(1, { at: at(20, 9), results: [image('a.png'), image('b.png')] }),
    // Sent before the next one and ended after it.
    entryOf(2, { at: at(21, 10), results: [] }),
    entryOf(3, { at: at(21, 9), results: [image('c.png')] }),
  ];
  assert.deepEqual(
    (await historyItems(history)).map(({ entry, index }) => `${entry.id} ${index}`),
    ['run-2 -1', 'run-3 0', 'run-1 0', 'run-1 1'],
  );
  assert.equal(countItems(history), 4);
});

test('items are grouped by day in the time zone of the machine', async () => {
  const history = [at(20, 0), at(20, 23), at(22, 0)].map((time, index) =>
    entryOf(index, { at: time }),
  );
  assert.deepEqual(daysOf(await historyItems(history)), [
    { start: at(22, 0), count: 1 },
    { start: at(20, 0), count: 2 },
  ]);
});
