/** A position in the earlier prompts, newest first. */
export interface Recall {
  /** -1 for the text that the user typed before going back. */
  readonly at: number;
  readonly typed: string;
}

export const NOT_RECALLING: Recall = { at: -1, typed: '' };

export interface Caret {
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Goes one prompt back or forth, as in a shell. Returns undefined if the key moves the caret as usual. */
export function recallStep(
  key: string,
  { text, start, end }: Caret,
  recall: Recall,
  prompts: readonly string[],
): { readonly prompt: string; readonly recall: Recall } | undefined {
  if (start !== end) return undefined;
  const isFirstLine = !text.slice(0, start).includes('\n');
  const isLastLine = !text.slice(end).includes('\n');
  const step = key === 'ArrowUp' && isFirstLine ? 1 : key === 'ArrowDown' && isLastLine ? -1 : 0;
  const at = recall.at + step;
  if (step === 0 || at < -1 || at >= prompts.length) return undefined;
  const typed = recall.at === -1 ? text : recall.typed;
  return { prompt: at === -1 ? typed : (prompts[at] ?? ''), recall: { at, typed } };
}
