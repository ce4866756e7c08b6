import type { Placeholders } from '../scan/skeleton.ts';
import type { ParsedReply } from './parseReply.ts';

/** How far the markup around a data URL may reach, for its alternative text and its title. */
const MAX_MARKUP_CHARS = 512;

/** Returns the model's text without drafts, and without the images in it. */
export function displayText(reply: ParsedReply, placeholders: Placeholders): string {
  return reply.candidates
    .flatMap((candidate) => candidate.parts)
    .map((part) => (part.kind === 'text' && !part.thought ? part.text : ''))
    .map((text) => stripImages(text, placeholders))
    .join('');
}

/** Removes the images in a text, together with the markup around each. */
export function stripImages(text: string, placeholders: Placeholders): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of placeholders.find(text)) {
    const before = text.slice(at, start);
    const markup = markupStart(before);
    kept += before.slice(0, markup);
    at = end + markupLength(text.slice(end, end + MAX_MARKUP_CHARS), before.slice(markup));
  }
  return kept + text.slice(at);
}

/** Returns where the markup of a data URL begins: at `![alt](`, at `<img src="`, or at the URL itself. */
function markupStart(before: string): number {
  const from = Math.max(0, before.length - MAX_MARKUP_CHARS);
  const near = before.slice(from);
  const url = near.toLowerCase().lastIndexOf('data:');
  const head = url < 0 ? near : near.slice(0, url);
  const markdown = /!?\[[^[\]]*\]\(\s*<?\s*$/.exec(head)?.index;
  const html = /<img\b[^<>]*$/i.exec(head)?.index;
  return from + (markdown ?? html ?? head.length);
}

/** Returns how many characters after a data URL close the markup that `opening` began. */
function markupLength(after: string, opening: string): number {
  const near = after.slice(0, MAX_MARKUP_CHARS);
  if (/^!?\[/.test(opening)) return /^[^)\n]*\)/.exec(near)?.[0].length ?? 0;
  if (/^<img/i.test(opening)) return /^[^>]*>/.exec(near)?.[0].length ?? 0;
  return 0;
}
