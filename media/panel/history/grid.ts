import type { DayView } from '../../../src/panel/history/protocol.ts';

/** All sizes are in px. */
export const CELL_HEIGHT = 112;
export const GAP = 8;
export const HEADER_HEIGHT = 36;
/** A narrower list has one column. */
const MIN_CELL_WIDTH = 300;

/** A day with the place of its header. Its cells follow below. */
export interface PlacedDay extends DayView {
  readonly top: number;
  /** The index of its first item. */
  readonly first: number;
}

/** Where every item is. All cells have the same size, so that finding one is a division. */
export interface Grid {
  readonly columns: number;
  readonly cellWidth: number;
  readonly days: readonly PlacedDay[];
  readonly height: number;
  /** The number of items. */
  readonly count: number;
}

export interface Cell {
  /** The index of the item. */
  readonly index: number;
  readonly left: number;
  readonly top: number;
}

const ROW_HEIGHT = CELL_HEIGHT + GAP;

export function layOut(days: readonly DayView[], width: number): Grid {
  const columns = Math.max(1, Math.floor((width + GAP) / (MIN_CELL_WIDTH + GAP)));
  const placed: PlacedDay[] = [];
  let [top, first] = [0, 0];
  for (const day of days) {
    placed.push({ ...day, top, first });
    top += HEADER_HEIGHT + Math.ceil(day.count / columns) * ROW_HEIGHT;
    first += day.count;
  }
  const cellWidth = Math.max(0, (width - (columns - 1) * GAP) / columns);
  return { columns, cellWidth, days: placed, height: top, count: first };
}

/** Returns the place of an item, or undefined if the list has no item at this index. */
export function cellAt(grid: Grid, index: number): Cell | undefined {
  const day = grid.days.findLast(({ first }) => first <= index);
  if (day === undefined || index < 0 || index >= day.first + day.count) return undefined;
  return cellOf(grid, day, index);
}

/** Returns the days and cells between two heights. */
export function visibleIn(
  grid: Grid,
  from: number,
  to: number,
): { readonly days: readonly PlacedDay[]; readonly cells: readonly Cell[] } {
  const days: PlacedDay[] = [];
  const cells: Cell[] = [];
  for (let at = dayAt(grid, from); at < grid.days.length; at += 1) {
    const day = grid.days[at];
    if (day === undefined || day.top >= to) break;
    days.push(day);
    const start = day.top + HEADER_HEIGHT;
    const firstRow = Math.max(0, Math.floor((from - start) / ROW_HEIGHT));
    const endRow = Math.max(0, Math.ceil((to - start) / ROW_HEIGHT));
    const end = Math.min(day.count, endRow * grid.columns);
    for (let index = firstRow * grid.columns; index < end; index += 1) {
      cells.push(cellOf(grid, day, day.first + index));
    }
  }
  return { days, cells };
}

/** Returns how many cells can be between two heights at most. @param distance between them, in px */
export function mostCells({ columns }: Grid, distance: number): number {
  return (Math.ceil(distance / ROW_HEIGHT) + 1) * columns;
}

/** Returns the index of the last day that begins at a height or above it. */
function dayAt({ days }: Grid, height: number): number {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((days[middle]?.top ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cellOf({ columns, cellWidth }: Grid, day: PlacedDay, index: number): Cell {
  const place = index - day.first;
  return {
    index,
    left: (place % columns) * (cellWidth + GAP),
    top: day.top + HEADER_HEIGHT + Math.floor(place / columns) * ROW_HEIGHT,
  };
}

/** Returns the index that an arrow key leads to; undefined for other keys. Nothing wraps around. */
export function indexAfterKey(key: string, index: number, grid: Grid): number | undefined {
  const cell = cellAt(grid, index);
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
  if (key === 'Home') return 0;
  if (key === 'End') return grid.count - 1;
  const step = steps[key];
  if (step !== undefined) return cellAt(grid, index + step)?.index ?? index;
  if (cell === undefined || (key !== 'ArrowUp' && key !== 'ArrowDown')) return undefined;
  return indexInRow(grid, index, key === 'ArrowUp' ? -1 : 1);
}

/** Returns the item in the same column of the row above or below, or the last one of that row. */
function indexInRow({ days, columns }: Grid, index: number, direction: -1 | 1): number {
  const at = days.findLastIndex(({ first }) => first <= index);
  const day = days[at];
  if (day === undefined) return index;
  const place = index - day.first;
  const row = Math.floor(place / columns) + direction;
  const isInDay = row >= 0 && row * columns < day.count;
  const other = isInDay ? day : days[at + direction];
  if (other === undefined) return index;
  const lastRow = Math.ceil(other.count / columns) - 1;
  const otherRow = isInDay ? row : direction === 1 ? 0 : lastRow;
  const next = otherRow * columns + (place % columns);
  return other.first + Math.min(next, other.count - 1);
}
