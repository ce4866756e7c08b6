import type { HistoryEntry } from '../../src/history/history.ts';

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
