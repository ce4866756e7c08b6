import type { History, HistoryEntry, HistoryResult } from './history.ts';
import { Turn } from './turn.ts';

/** An image in the list of everything that was made, or a run without one. */
export interface HistoryItem {
  readonly entry: HistoryEntry;
  /** The index of the image among the results of its run; -1 if the run has none. */
  readonly index: number;
}

/** Returns the items of runs, newest first. The results of a run keep their order. Works in turns of some ms. */
export async function historyItems(history: History): Promise<readonly HistoryItem[]> {
  const items: HistoryItem[] = [];
  const turn = new Turn();
  for (const entry of newestFirst(history)) {
    if (turn.isOver()) await turn.next();
    if (entry.results.length === 0) items.push({ entry, index: -1 });
    for (let index = 0; index < entry.results.length; index += 1) items.push({ entry, index });
  }
  return items;
}

/** The order of the file is that of sending, which is nearly that of the ends. */
function newestFirst(history: History): History {
  const isSorted = history.every(({ at }, index) => at >= (history[index - 1]?.at ?? 0));
  return isSorted ? history.toReversed() : history.toSorted((a, b) => b.at - a.at);
}

/** Returns the number of items, without making them. */
export function countItems(history: History): number {
  return history.reduce((sum, { results }) => sum + Math.max(1, results.length), 0);
}

export function resultOf({ entry, index }: HistoryItem): HistoryResult | undefined {
  return entry.results[index];
}

/** Items of the same day. */
export interface Day {
  /** Midnight in the time zone of this machine, in ms since 1970. */
  readonly start: number;
  readonly count: number;
}

/** Groups items by day. @param items newest first */
export function daysOf(items: readonly HistoryItem[]): readonly Day[] {
  const days: { start: number; count: number }[] = [];
  for (const { entry } of items) {
    const last = days.at(-1);
    if (last !== undefined && entry.at >= last.start) last.count += 1;
    else days.push({ start: new Date(entry.at).setHours(0, 0, 0, 0), count: 1 });
  }
  return days;
}
