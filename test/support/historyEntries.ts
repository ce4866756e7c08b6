import type { History, HistoryEntry } from '../../src/history/history.ts';

/** Returns an edit that saved one image, as the history stores it. */
export function entryOf(number: number, rest: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: `run-${number}`,
    at: 1_790_000_000_000 + number,
    operation: 'edit',
    prompt: 'Make the sky of the banner blue',
    images: ['file:///w/docs/Stra%C3%9Fe%20caf%C3%A9.png'],
    gateway: 'crazyrouter',
    model: 'gemini-3.1-flash-image-preview',
    outcome: 'saved',
    results: [
      { uri: 'file:///w/docs/cat-edited.png', size: 1000, width: 64, height: 48, type: 'png' },
    ],
    warnings: [],
    usage: { promptTokens: 5, outputTokens: 1290, outputByModality: { IMAGE: 1290 } },
    ms: 4200,
    ...rest,
  };
}

/** Returns entries `run-0`, `run-1`, and so on. */
export function entries(count: number): History {
  return Array.from({ length: count }, (_, number) => entryOf(number));
}

export function idsOf(history: History): readonly string[] {
  return history.map(({ id }) => id);
}
