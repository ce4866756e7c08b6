import { promptSlug, resultStem, safeStem } from './names.ts';
import type { Target } from './target.ts';

/** A number at the end of a stem that a result can have. More digits are rather a date, or a camera's count. */
const NUMBERED = /^(.+)-([2-9]|[1-9]\d{1,2})$/su;
/** Without a text that the template adds, only a short number is a version: `photo-2`, but not `IMG-204`. */
const MAX_BARE_NUMBER = 99;

type Name = Pick<Target, 'stem' | 'number'>;

/**
 * Names a result by a template, as `resultStem` does, and continues the numbers of a source that already has such a name:
 * `photo` becomes `photo-edited`, and `photo-edited` and `photo-edited-2` become `photo-edited-3`, not `photo-edited-edited`.
 * A version never gets the name of its source, not even with another extension.
 *
 * @param template of `easel.output.fileName`, with known placeholders
 */
export function resultName(
  template: string,
  facts: { readonly source?: string; readonly prompt: string },
): Name {
  const { source } = facts;
  return (
    (source === undefined ? undefined : nextVersion(template, safeStem(source), facts.prompt)) ?? {
      stem: resultStem(template, facts),
    }
  );
}

/** Splits the number of a version off a stem: `cat-edited-2` has the number 2. */
export function numberOf(stem: string): Name {
  const [, rest, digits] = NUMBERED.exec(stem) ?? [];
  const number = Number(digits);
  return rest === undefined || number > MAX_BARE_NUMBER ? { stem } : { stem: rest, number };
}

/** Returns undefined for a source that isn't a version by this template. */
function nextVersion(template: string, source: string, prompt: string): Name | undefined {
  const [before, after, ...more] = template.split('${source}');
  // Where the source stands twice, or nowhere, the name says nothing about versions.
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const [start, end] = [before, after].map((text) => filled(text, prompt)) as [string, string];
  const isNamed = (stem: string) =>
    stem.length > start.length + end.length && stem.startsWith(start) && stem.endsWith(end);
  if (start + end === '') {
    const { stem, number } = numberOf(source);
    return number === undefined ? undefined : { stem, number: number + 1 };
  }
  const [, stem, digits] = NUMBERED.exec(source) ?? [];
  if (stem !== undefined && isNamed(stem)) return { stem, number: Number(digits) + 1 };
  return isNamed(source) ? { stem: source, number: 2 } : undefined;
}

function filled(text: string, prompt: string): string {
  return text.includes('${prompt}') ? text.replaceAll('${prompt}', () => promptSlug(prompt)) : text;
}
