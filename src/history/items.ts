import type { History, HistoryEntry, HistoryResult } from './history.ts';

/** An image in the list of everything that was made, or a run without one. */
export interface HistoryItem {
  readonly entry: HistoryEntry;
  /** The index of the image among the results of its run; -1 if the run has none. */
  readonly index: number;
}

/** Returns the items of all runs, newest first. The results of a run keep their order. */
export function historyItems(history: History): readonly HistoryItem[] {
  return history
    .toSorted((a, b) => b.at - a.at)
    .flatMap((entry): HistoryItem[] =>
      entry.results.length === 0
        ? [{ entry, index: -1 }]
        : entry.results.map((_, index) => ({ entry, index })),
    );
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
