import type { PromptEdit } from './promptEdits.ts';

const SEPARATOR =
  /[.,;:!?\n、。，；！？]+|\b(?:and|then|but|und|dann|aber)\b|然后|并且|それから/giu;

/** Clauses that ask for nothing of their own: "please", or the end of "flip horizontally and vertically". */
const ASKS_NOTHING =
  /^(?:please|bitte|thanks|danke|also|auch|now|too|the (?:picture|image)|it|(?:horizontal|vertical)\w*)$/iu;

/** Returns the clauses of a prompt that none of its edits comes from, word for word. */
export function ignoredClauses(prompt: string, edits: readonly PromptEdit[]): readonly string[] {
  return splitClauses(prompt).flatMap(({ text, start, end }) => {
    const isUnderstood = edits.some((edit) => edit.start < end && edit.end > start);
    return isUnderstood || text === '' || ASKS_NOTHING.test(text) ? [] : [text];
  });
}

function splitClauses(prompt: string): readonly { text: string; start: number; end: number }[] {
  const separators = [...prompt.matchAll(SEPARATOR)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  const starts = [0, ...separators.map(({ end }) => end)];
  return starts.map((start, i) => {
    const end = separators[i]?.start ?? prompt.length;
    return { text: prompt.slice(start, end).trim(), start, end };
  });
}
