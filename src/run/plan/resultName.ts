import { NUMBERED, numberOf, promptSlug, resultStem, safeStem } from '../../disk/names.ts';
import type { Target } from '../../disk/target.ts';

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
