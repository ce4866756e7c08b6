import type { Wish } from './verbs.ts';

const BETWEEN = /[.,;:!?\n、。，；！？]+|\b(?:and|then|but|und|dann|aber)\b|然后|并且|それから/giu;

/** What goes with a verb of another clause, or with none: "flip horizontally and vertically", "please". */
const NO_WISH =
  /^(?:please|bitte|thanks|danke|also|auch|now|too|the (?:picture|image)|it|(?:horizontal|vertical)\w*)$/iu;

/** The clauses of a prompt in which nothing was understood, as they were written. */
export function ignored(prompt: string, understood: readonly Wish[]): readonly string[] {
  return clauses(prompt).flatMap(({ text, start, end }) => {
    const isUnderstood = understood.some((wish) => wish.start < end && wish.end > start);
    return isUnderstood || text === '' || NO_WISH.test(text) ? [] : [text];
  });
}

function clauses(prompt: string): readonly { text: string; start: number; end: number }[] {
  const ends = [...prompt.matchAll(BETWEEN)].map(({ index, 0: { length } }) => ({
    end: index,
    next: index + length,
  }));
  const starts = [0, ...ends.map(({ next }) => next)];
  return starts.map((start, at) => {
    const end = ends[at]?.end ?? prompt.length;
    return { text: prompt.slice(start, end).trim(), start, end };
  });
}
