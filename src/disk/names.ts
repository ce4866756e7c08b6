/** Names for result files: from foreign words to something every file system takes. */
import { Buffer } from 'node:buffer';

/** Room for `-9999` and a dot with four letters stays free within 180 bytes of UTF-8. */
export const MAX_STEM_BYTES = 170;

/** What a template of a name may hold, as `${source}`. */
export const PLACEHOLDERS = ['source', 'prompt'] as const;

const MAX_SLUG_GRAPHEMES = 48;
const NAMELESS = 'image';

// Controls, format characters (bidi, zero width, soft hyphen, tags), lone surrogates, line separators.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const FORBIDDEN_ON_WINDOWS = /[<>:"/\\|?*]/g;
// Device names hold with any extension, with spaces before it, and with superscript digits:
// "Naming Files, Paths, and Namespaces" in Microsoft's Win32 documentation.
const DEVICE = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\s*(?:\.|$))/iu;

/**
 * Makes a file name without extension from any text: one path segment, at most `MAX_STEM_BYTES` bytes
 * of UTF-8, no device name, never empty. The same on every system, because repositories travel.
 * Idempotent.
 */
export function safeStem(text: string): string {
  let stem = text;
  // One rule's result can be another rule's case (a cut leaves "CON", or a space at the end).
  for (;;) {
    const next = clip(tidy(stem), MAX_STEM_BYTES);
    if (next === stem) return stem === '' ? NAMELESS : stem;
    stem = next;
  }
}

/**
 * The prompt as a name: its words in any script, joined by `-`, in lower case where there is one, cut
 * at a word border. "A red square!" becomes "a-red-square", "雨の夜の街" stays.
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

/** The first name in `${…}` of a template that is none of {@link PLACEHOLDERS}; undefined where there is none. */
export function unknownPlaceholder(template: string): string | undefined {
  const names = [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  return names.find((name) => !PLACEHOLDERS.some((known) => known === name));
}

/**
 * Fills `${source}` (the source's file name without extension) and `${prompt}` (its slug) into a
 * template. A template that wants a source where there is none gives the slug alone. Long values are
 * shortened rather than the words around them, so that `-edited` stays.
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

/** A stem with an ending that stays, however long the stem is: `cat-edited-whole`. */
export function addEnding(stem: string, ending: string): string {
  return safeStem(clip(stem, MAX_STEM_BYTES - Buffer.byteLength(ending)) + ending);
}

/**
 * The `n`th name to try beside the others, with `n` from 1: `cat.png`, `cat-2.png`, `cat-3.png`.
 * `extension` comes without its dot.
 */
export function numberedName(stem: string, n: number, extension: string): string {
  return n <= 1 ? `${stem}.${extension}` : `${stem}-${n}.${extension}`;
}

function tidy(text: string): string {
  const visible = text.replace(INVISIBLE, visibleGap).replace(FORBIDDEN_ON_WINDOWS, '');
  const spaced = visible.normalize('NFC').replace(/\s+/gu, ' ');
  // A leading dash reads as an option, a leading dot hides; Windows drops dots and spaces at the end.
  const trimmed = withoutTail(spaced.replace(/^[-. ]+/, ''));
  return trimmed.replace(DEVICE, (name) => `${name}_`);
}

/** By hand: a template is a workspace's text, and a pattern that ends in `+$` is quadratic in a row of dots. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && '. '.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Line breaks and tabs part words; other invisible characters stand inside them. */
function visibleGap(character: string): string {
  return /\s/u.test(character) && character !== '\uFEFF' ? ' ' : '';
}

/** Cuts between graphemes, so that no letter loses its accent and no flag its half. */
function clip(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter('en').segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Scripts without spaces arrive as one long word; the segmenter's dictionaries know its inner borders. */
function shortened(word: string): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'word' }).segment(word)) {
    if (graphemes(short + segment).length > MAX_SLUG_GRAPHEMES) break;
    short += segment;
  }
  return short === '' ? graphemes(word).slice(0, MAX_SLUG_GRAPHEMES).join('') : short;
}

function graphemes(text: string): readonly string[] {
  // The first segmenter of a process costs 15 ms of the shared thread; ASCII words need none.
  if (/^[\x21-\x7e]*$/.test(text)) return Array.from(text);
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}
