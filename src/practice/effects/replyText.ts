import { KNOWN_VERBS } from './verbs.ts';

const MOST_QUOTED = 60;

/** What became of a prompt. */
export interface Heard {
  /** The verbs that were done, in order. */
  readonly done: readonly string[];
  /** The clauses in which nothing was understood. */
  readonly ignored: readonly string[];
}

/** What Practice says beside the picture it has edited; undefined where it has done all it was asked. */
export function remark({ done, ignored }: Heard): string | undefined {
  if (done.length === 0) {
    return `Practice is no AI and understood nothing of this: the tint only shows that it ran. It knows: ${KNOWN_VERBS.join('; ')}.`;
  }
  if (ignored.length === 0) return undefined;
  const left = ignored.map((clause) => `"${clause.slice(0, MOST_QUOTED)}"`).join(', ');
  return `Practice is no AI. Understood: ${done.join(', ')}. Ignored: ${left}.`;
}

/** What it says beside a picture that it has drawn of nothing it knows. */
export const SCENERY_REMARK =
  'Practice is no AI and drew a landscape. It knows shapes, colours, patterns and "quoted words".';
