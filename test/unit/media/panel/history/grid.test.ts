import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CELL_HEIGHT,
  GAP,
  HEADER_HEIGHT,
  cellAt,
  indexAfterKey,
  layOut,
  mostCells,
  visibleIn,
} from '../../../../../media/panel/history/grid.ts';

const DAYS = [
  { label: 'Today', count: 3 },
  { label: 'Yesterday', count: 1 },
  { label: 'Friday', count: 5 },
];
const ROW = CELL_HEIGHT + GAP;
/** Two columns. */
const GRID = layOut(DAYS, 640);

test('days follow one another, each with its header and as many rows as it needs', () => {
  assert.equal(GRID.columns, 2);
  assert.deepEqual(
    GRID.days.map(({ top, first }) => [top, first]),
    [
      [0, 0],
      [HEADER_HEIGHT + 2 * ROW, 3],
      [2 * HEADER_HEIGHT + 3 * ROW, 4],
    ],
  );
  assert.equal(GRID.height, 3 * HEADER_HEIGHT + 6 * ROW);
  assert.deepEqual([GRID.count, GRID.cellWidth], [9, (640 - GAP) / 2]);
  assert.equal(layOut(DAYS, 200).columns, 1);
  assert.deepEqual(layOut([], 640).height, 0);
});

test('every item has one place, and what is not in the list has none', () => {
  assert.deepEqual(cellAt(GRID, 0), { index: 0, left: 0, top: HEADER_HEIGHT });
  assert.deepEqual(cellAt(GRID, 2), { index: 2, left: 0, top: HEADER_HEIGHT + ROW });
  assert.equal(cellAt(GRID, 5)?.left, (640 - GAP) / 2 + GAP);
  assert.equal(cellAt(GRID, 9), undefined);
  assert.equal(cellAt(GRID, -1), undefined);
});

test('only what is between two heights is drawn', () => {
  const top = visibleIn(GRID, 0, HEADER_HEIGHT + 1);
  assert.deepEqual(
    [top.days.map(({ label }) => label), top.cells.map(({ index }) => index)],
    [['Today'], [0, 1]],
  );
  const middle = visibleIn(GRID, GRID.days[1]?.top ?? 0, (GRID.days[2]?.top ?? 0) + 1);
  assert.deepEqual(
    [middle.days.map(({ label }) => label), middle.cells.map(({ index }) => index)],
    [['Yesterday', 'Friday'], [3]],
  );
  const all = visibleIn(GRID, -400, GRID.height + 400);
  assert.deepEqual(
    all.cells.map(({ index }) => index),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  const long = layOut([{ label: 'Today', count: 10_000 }], 640);
  for (let from = 0; from < 500; from += 7) {
    const { length } = visibleIn(long, from, from + 800).cells;
    assert.ok(length <= mostCells(long, 800));
  }
  const rows = visibleIn(long, 300_000, 300_800).cells;
  assert.ok(rows.length <= 16 && rows.length >= 14, `${rows.length} cells`);
  for (const cell of rows) assert.deepEqual(cellAt(long, cell.index), cell);
});

test('every item is found at the height of its cell', () => {
  for (let index = 0; index < GRID.count; index += 1) {
    const { top = 0 } = cellAt(GRID, index) ?? {};
    assert.ok(visibleIn(GRID, top, top + 1).cells.some((cell) => cell.index === index));
  }
});

test('arrow keys move by a cell and by a row, also between days, and end at the ends', () => {
  const after = (key: string, index: number) => indexAfterKey(key, index, GRID);
  assert.deepEqual([after('ArrowRight', 0), after('ArrowLeft', 0)], [1, 0]);
  assert.deepEqual([after('ArrowDown', 0), after('ArrowDown', 1)], [2, 2]);
  assert.deepEqual([after('ArrowDown', 2), after('ArrowDown', 3)], [3, 4]);
  assert.deepEqual([after('ArrowUp', 4), after('ArrowUp', 3), after('ArrowUp', 1)], [3, 2, 1]);
  assert.deepEqual([after('ArrowDown', 8), after('ArrowRight', 8)], [8, 8]);
  assert.deepEqual([after('Home', 5), after('End', 5), after('a', 5)], [0, 8, undefined]);
});
