/** Names of result files: any text becomes a name that every file system accepts. */
import { Buffer } from 'node:buffer';

/** In bytes of UTF-8. With `-9999` and a dot with four letters, a name has at most 180. */
export const MAX_STEM_BYTES = 170;

/** The highest number that a name gets. */
export const MAX_NUMBER = 9999;

/** The placeholders of a name template, without `${…}`. */
export const PLACEHOLDERS = ['source', 'prompt'] as const;

/** A number at the end of a stem that a result can have. More digits are rather a date, or a camera's count. */
export const NUMBERED = /^(.+)-([2-9]|[1-9]\d{1,2})$/su;
/** Without a text that the template adds, only a short number is a version: `photo-2`, but not `IMG-204`. */
const MAX_BARE_NUMBER = 99;

const MAX_SLUG_GRAPHEMES = 48;
/** The stem of a name that has nothing usable in it. */
const NAMELESS = 'image';

// Controls, format characters (bidi, zero width, soft hyphen, tags), lone surrogates, line separators, fillers, variation selectors,
// and the blank Braille pattern: two names that differ only in these look the same. Also what has no meaning (APFS refuses
// unassigned characters) or a private one (SMB and WSL put the characters that Windows forbids there).
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const FORBIDDEN_ON_WINDOWS = /[<>:"/\\|?*]/g;
// Windows reserves device names also with an extension, with spaces before it, and with superscript digits:
// "Naming Files, Paths, and Namespaces" in Microsoft's Win32 documentation.
export const DEVICE = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\s*(?:\.|$))/iu;

/** Returns a file's name without its extension. A name that begins with its only dot has none. */
export function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, '');
}

/**
 * Returns a file name without extension for any text: one path segment of at most `MAX_STEM_BYTES` bytes of UTF-8, never empty and
 * never a device name. The same on every system, because repositories are shared between systems. Idempotent.
 */
export function safeStem(text: string): string {
  let stem = text;
  // One rule can make work for another: a cut can leave "CON", or a space at the end.
  for (;;) {
    const next = clip(tidy(stem), MAX_STEM_BYTES);
    if (next === stem) return stem === '' ? NAMELESS : stem;
    stem = next;
  }
}

/**
 * Returns a prompt as a name: its words in any script, in lower case, joined by `-`, and cut between words. "A red square!" becomes
 * "a-red-square", and "雨の夜の街" stays as it is.
 */
export function promptSlug(prompt: string): string {
  const plain = prompt.normalize('NFC').replace(INVISIBLE, visibleGap).replace(/['’]/g, '');
  const words = plain.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (graphemes(longer).length > MAX_SLUG_GRAPHEMES) break;
    slug = longer;
  }
  return safeStem(slug === '' ? shortened(words[0] ?? '') : slug);
}

/** Returns the first placeholder of a template that isn't one of {@link PLACEHOLDERS}; undefined where all are known. */
export function unknownPlaceholder(template: string): string | undefined {
  const names = [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  return names.find((name) => !PLACEHOLDERS.some((known) => known === name));
}

/**
 * Fills in a name template: `${source}` is the source's file name without extension, `${prompt}` the slug of the prompt. A template
 * with `${source}` gives the slug alone where there is no source. Long values are shortened, not the text around them, so that
 * `-edited` stays.
 *
 * @returns a safe stem
 */
export function resultStem(
  template: string,
  facts: { readonly source?: string; readonly prompt: string },
): string {
  const slug = promptSlug(facts.prompt);
  const { source } = facts;
  if (template.trim() === '' || (source === undefined && template.includes('${source}'))) {
    return slug;
  }
  const placeholder = /\$\{(source|prompt)\}/g;
  const count = template.match(placeholder)?.length ?? 0;
  const room = MAX_STEM_BYTES - Buffer.byteLength(template.replace(placeholder, ''));
  const most = Math.max(0, Math.floor(room / Math.max(1, count)));
  const filled = template.replace(placeholder, (_, name: string) =>
    clip(name === 'source' ? safeStem(source ?? '') : slug, most),
  );
  return safeStem(filled);
}

/** Adds an ending to a stem, such as `-whole`. A long stem is cut, never the ending. */
export function addEnding(stem: string, ending: string): string {
  return safeStem(clip(stem, MAX_STEM_BYTES - Buffer.byteLength(ending)) + ending);
}

/**
 * Returns the `n`th name to try: `cat.png`, `cat-2.png`, `cat-3.png`.
 *
 * @param n from 1
 * @param extension without a dot
 */
export function numberedName(stem: string, n: number, extension: string): string {
  return n <= 1 ? `${stem}.${extension}` : `${stem}-${n}.${extension}`;
}

/** Splits the number of a version off a stem: `cat-edited-2` has the number 2. */
export function numberOf(stem: string): { readonly stem: string; readonly number?: number } {
  const [, rest, digits] = NUMBERED.exec(stem) ?? [];
  const number = Number(digits);
  return rest === undefined || number > MAX_BARE_NUMBER ? { stem } : { stem: rest, number };
}

function tidy(text: string): string {
  const visible = text.replace(INVISIBLE, visibleGap).replace(FORBIDDEN_ON_WINDOWS, '');
  const spaced = visible.normalize('NFC').replace(/\s+/gu, ' ');
  // A leading dash looks like an option, a leading dot hides the file, and Windows drops dots and spaces at the end.
  const trimmed = withoutTail(spaced.replace(/^[-. ]+/, ''));
  return trimmed.replace(DEVICE, (name) => `${name}_`);
}

/** Not a pattern: one that ends in `+$` takes quadratic time on a row of dots, and a workspace can set the template. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && '. '.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Line breaks and tabs separate words; other invisible characters are inside them. */
function visibleGap(character: string): string {
  return /\s/u.test(character) && character !== '\uFEFF' ? ' ' : '';
}

/**
 * Cuts between graphemes, so that no letter loses its accent and no flag is halved.
 *
 * @param measure returns a length in the unit of `max`; bytes of UTF-8 by default
 */
export function clip(
  text: string,
  max: number,
  measure: (text: string) => number = (each) => Buffer.byteLength(each),
): string {
  if (measure(text) <= max) return text;
  let length = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter('en').segment(text)) {
    length += measure(segment);
    if (length > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Cuts a word that is too long. In scripts without spaces it is a whole sentence, and the segmenter finds the words in it. */
function shortened(word: string): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'word' }).segment(word)) {
    if (graphemes(short + segment).length > MAX_SLUG_GRAPHEMES) break;
    short += segment;
  }
  return short === '' ? graphemes(word).slice(0, MAX_SLUG_GRAPHEMES).join('') : short;
}

function graphemes(text: string): readonly string[] {
  // Creating the first segmenter takes 15 ms of the shared thread, and ASCII words don't need one.
  if (/^[\x21-\x7e]*$/.test(text)) return Array.from(text);
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}
