/** The texts that Practice sends with its images. */
import { KNOWN_EDITS } from './promptEdits.ts';

const MAX_QUOTED_CHARACTERS = 60;

export interface EditSummary {
  /** The names of the edits that were applied, in order. */
  readonly applied: readonly string[];
  /** The clauses that named no edit, word for word. */
  readonly ignored: readonly string[];
}

/** Returns the text for an edited image; `undefined` if Practice did everything that the prompt asks. */
export function editText({ applied, ignored }: EditSummary): string | undefined {
  if (applied.length === 0) {
    return `Practice isn't an AI and found nothing to do in this prompt, so it only tinted the image. It understands: ${KNOWN_EDITS.join('; ')}.`;
  }
  if (ignored.length === 0) return undefined;
  const quotes = ignored.map((clause) => `"${clause.slice(0, MAX_QUOTED_CHARACTERS)}"`).join(', ');
  return `Practice isn't an AI. Understood: ${applied.join(', ')}. Ignored: ${quotes}.`;
}

/** The text for a landscape, which Practice draws if the prompt names nothing that it can draw. */
export const LANDSCAPE_TEXT =
  'Practice isn\'t an AI and drew a landscape. It understands shapes, colors, patterns, and "quoted words".';
