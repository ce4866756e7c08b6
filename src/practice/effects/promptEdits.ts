/** Finds the edits that a prompt names. */
import { findBackgroundColor } from '../draw/backgroundColor.ts';
import { replaceBackground } from './background.ts';
import { VERBS, type Edit, type Verb } from './verbs.ts';

export interface PromptEdit {
  readonly name: string;
  readonly edit: Edit;
  /** The position of its words in the prompt, as UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** Characters between "make" and "the background blue": within them, the verb belongs to the background. */
const BACKGROUND_REACH = 16;

/** The edits that Practice knows, in words for the user. Background and crop have no verb in `verbs.ts`. */
export const KNOWN_EDITS: readonly string[] = [
  'change the background to <color>',
  'remove the background',
  ...VERBS.map(({ name }) => name),
  'crop (by aspect ratio)',
];

/**
 * Finds the edits that a prompt names, in its order. If two verbs match the same words, the one that starts first wins, then
 * the longer one.
 *
 * @param images how many the request has
 */
export function findEdits(prompt: string, images: number): readonly PromptEdit[] {
  const edits = VERBS.flatMap((verb) => matchVerb(verb, prompt, images));
  const background = findBackgroundColor(prompt);
  if (background === undefined) return withoutOverlaps(edits);
  const { color, start, end } = background;
  const edit: Edit = (image) => {
    replaceBackground(image, color);
    return image;
  };
  // In "make the background blue", the verb does not tint.
  const others = edits.filter((other) => other.name !== 'tint' || !isJustBefore(other, start));
  return withoutOverlaps([...others, { name: 'background', edit, start, end }]);
}

function isJustBefore({ end }: PromptEdit, start: number): boolean {
  return end <= start && start - end < BACKGROUND_REACH;
}

function matchVerb(
  { name, words, edit }: Verb,
  prompt: string,
  images: number,
): readonly PromptEdit[] {
  return Array.from(prompt.matchAll(words)).flatMap((match): PromptEdit[] => {
    const start = match.index;
    const end = start + match[0].length;
    const rest = /^[^.,;:!?、。，；]{0,60}/u.exec(prompt.slice(end))?.[0] ?? '';
    const found = edit({ words: match[0], before: prompt.slice(0, start), rest, images });
    return found === undefined ? [] : [{ name, edit: found, start, end }];
  });
}

function withoutOverlaps(edits: readonly PromptEdit[]): readonly PromptEdit[] {
  const sorted = edits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: PromptEdit[] = [];
  for (const edit of sorted) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}
